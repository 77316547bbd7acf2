package io.highgate.model.spec;

import org.jspecify.annotations.Nullable;

/** Registries that were there before, one of each kind. Immutable. */
@Doc("Registries that services are registered in already; upstreams name services there in discover.")
public record RegistriesSpec(
        @Doc("A Eureka server, or several that know the same; none when left out.") @Nullable
        EurekaSpec eureka,

        @Doc("A Consul agent, or several of one datacenter; none when left out.") @Nullable
        ConsulSpec consul,

        @Doc("A Nacos server, or the servers of one cluster; none when left out.") @Nullable
        NacosSpec nacos,

        @Doc("A Kubernetes cluster, whose EndpointSlices are followed; none when left out.") @Nullable
        KubernetesSpec kubernetes) {}
