package io.highgate.model.spec;

import io.highgate.base.unit.EndpointUrl;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an upstream's endpoints are found while the gateway runs. Written as a mapping with one key,
 * the kind of source. Immutable.
 */
public sealed interface DiscoverSpec {

    /** Each address that a host name has is an endpoint of its own. */
    @Doc("Each address (A, AAAA) that a host name has is an endpoint of its own.")
    record Dns(
            @Doc(value = "The name and the port.", required = true)
            AddressesSpec addresses) implements DiscoverSpec {}

    /** Each target of a service's SRV records, at each of its addresses, is an endpoint. */
    @Doc("Each target of a service's SRV records is an endpoint, at each of its addresses.")
    record Srv(
            @Doc(value = "The name of the service.", required = true)
            ServiceSpec service) implements DiscoverSpec {}

    /** A file lists them. */
    @Doc("A YAML or JSON file that lists them under 'endpoints', as an upstream does; followed while it changes.")
    record File(String path) implements DiscoverSpec {}

    /** A center knows them. */
    @Doc("The instances that a center knows of the cell of that name; see the setting center.")
    record Center(String cell) implements DiscoverSpec {}

    /** A Eureka server knows them. */
    @Doc("The instances of an application in Eureka; see the setting registries.eureka.")
    record Eureka(String application) implements DiscoverSpec {}

    /** Consul knows them. */
    @Doc("The instances of a service in Consul; see the setting registries.consul.")
    record Consul(
            @Doc(value = "The service.", required = true) ConsulServiceSpec service) implements DiscoverSpec {}

    /** Nacos knows them. */
    @Doc("The instances of a service in Nacos; see the setting registries.nacos.")
    record Nacos(
            @Doc(value = "The service.", required = true) NacosServiceSpec service) implements DiscoverSpec {}

    /** Kubernetes knows them. */
    @Doc("The ready endpoints of a service in Kubernetes; see the setting registries.kubernetes.")
    record Kubernetes(
            @Doc(value = "The service.", required = true) KubernetesServiceSpec service) implements DiscoverSpec {}

    /** A service in Consul. Immutable. */
    @Doc("A service in Consul; just its name will do.")
    record ConsulServiceSpec(
            @Doc(value = "Its name.", required = true, shorthand = true)
            String name,

            @Doc("Only instances with all of these tags.") List<String> tags) {}

    /** A service in Nacos. Immutable. */
    @Doc("A service in Nacos; just its name will do.")
    record NacosServiceSpec(
            @Doc(value = "Its name.", required = true, shorthand = true)
            String name,

            @Doc("Its group, if it is another than that of registries.nacos.") @Nullable
            String group,

            @Doc("Only instances of these clusters; those of all when left out.")
            List<String> clusters) {}

    /** A service in Kubernetes. Immutable. */
    @Doc("A service in Kubernetes; just its name will do.")
    record KubernetesServiceSpec(
            @Doc(value = "Its name.", required = true, shorthand = true)
            String name,

            @Doc("Its namespace, if it is another than that of registries.kubernetes.") @Nullable
            String namespace,

            @Doc("Which of its ports, by name or number; needed when there are several.") @Nullable
            String port) {}

    /** Which addresses are asked for. */
    enum Family {
        /** IPv4 and IPv6. */
        BOTH,
        /** A records. */
        IPV4,
        /** AAAA records. */
        IPV6
    }

    /** Addresses of one name. Immutable. */
    @Doc("The addresses of one host name; just 'host:port' will do.")
    record AddressesSpec(
            @Doc(
                    value = "The whole name (no search domains) and the port; https:// encrypts.",
                    required = true,
                    alias = "address",
                    shorthand = true)
            EndpointUrl url,

            @Doc(value = "Which addresses are asked for.", defaultsTo = "both")
            Family family,

            @Doc(value = "The tier of all of them.", defaultsTo = "0", min = 0, max = 15)
            int tier,

            @Doc("Where all of them stand; see the upstream's preferZone.") @Nullable
            String zone) {}

    /** A service with SRV records. Immutable. */
    @Doc("A service with SRV records; just its name will do. Priorities become tiers, weights weights.")
    record ServiceSpec(
            @Doc(value = "The whole name, like _http._tcp.orders.internal.", required = true, shorthand = true)
            String name,

            @Doc(value = "Which addresses of the targets are asked for.", defaultsTo = "both")
            Family family,

            @Doc("Where all of them stand; see the upstream's preferZone.") @Nullable
            String zone) {}
}
