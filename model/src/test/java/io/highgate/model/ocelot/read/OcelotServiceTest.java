package io.highgate.model.ocelot.read;

import io.highgate.base.unit.Secret;
import io.highgate.model.ocelot.Compat;
import io.highgate.model.spec.ConsulSpec;
import io.highgate.model.spec.DiscoverSpec;
import io.highgate.model.spec.DiscoverSpec.ConsulServiceSpec;
import io.highgate.model.spec.DiscoverSpec.KubernetesServiceSpec;
import io.highgate.model.spec.KubernetesSpec;
import io.highgate.model.spec.RegistriesSpec;
import io.highgate.model.spec.RouteSpec;
import io.highgate.model.spec.UpstreamSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.highgate.model.ocelot.read.Reading.route;
import static io.highgate.model.ocelot.read.Reading.strict20;
import static io.highgate.model.ocelot.read.Reading.strict25;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

/** Services that Ocelot looks up in a registry, and routes that name nothing but a service. */
class OcelotServiceTest {

    private static final String CONSUL = "'Host': 'consul', 'Port': 8500";

    private static String file(String provider, String routes, String more) {
        return "{'Routes': [" + routes + "], " + more + "'GlobalConfiguration': {'ServiceDiscoveryProvider': {"
                + provider + "}}}";
    }

    private static String found(String path, String more) {
        return "{'UpstreamPathTemplate': '" + path + "', 'DownstreamPathTemplate': '/', 'ServiceName': 'Orders'" + more
                + "}";
    }

    private static UpstreamSpec upstream(Reading reading, RouteSpec route) {
        return reading.upstream(requireNonNull(route.upstream()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "'Type': 'Consul', ", "'Type': 'PollConsul', 'PollingInterval': 100, ", "'Type': 'consul', "
            })
    void aServiceInConsulIsFoundThere(String type) {
        Reading reading = strict20(file(type + "'Scheme': 'https', 'Token': 't', " + CONSUL, found("/a", ""), ""));
        assertThat(reading.problems().all()).isEmpty();
        UpstreamSpec upstream = upstream(reading, reading.only());
        assertThat(upstream.discover()).isEqualTo(new DiscoverSpec.Consul(new ConsulServiceSpec("Orders", List.of())));
        assertThat(upstream.endpoints()).isEmpty();
        RegistriesSpec registries = reading.gateway().registries();
        ConsulSpec consul = requireNonNull(registries.consul());
        assertThat(consul.urls()).containsExactly("https://consul:8500");
        assertThat(consul.token()).isEqualTo(new Secret("t"));
        assertThat(registries.eureka()).isNull();
    }

    @Test
    void aRouteToHostsStandsBesideOneToAService() {
        Reading reading = strict25(file(CONSUL, found("/a", ", 'DownstreamScheme': 'https'") + "," + route("/b"), ""));
        assertThat(reading.problems().all()).isEmpty();
        assertThat(reading.inOrder()).extracting(RouteSpec::upstream).containsExactly("https-consul-orders", "h-80");
        assertThat(reading.upstream("https-consul-orders").tls()).isNotNull();
        assertThat(reading.upstream("h-80").discover()).isNull();
    }

    @Test
    void theBalancerOfARouteToAServiceStays() {
        String balanced = ", 'LoadBalancerOptions': {'Type': 'LeastConnection'}";
        Reading reading = strict20(file(CONSUL, found("/a", balanced) + "," + found("/b", ""), ""));
        assertThat(reading.inOrder().stream().map(it -> upstream(reading, it).balancer()))
                .containsExactly(UpstreamSpec.Balancer.LEAST_IN_FLIGHT, UpstreamSpec.Balancer.FIRST);
    }

    @Test
    void eurekaIsOftenNamedElsewhere() {
        Reading bare = strict20(file("'Type': 'Eureka'", found("/a", ""), ""));
        assertThat(bare.problems().all()).isEmpty();
        assertThat(bare.gateway().registries().eureka()).isNull();
        assertThat(upstream(bare, bare.only()).discover()).isEqualTo(new DiscoverSpec.Eureka("Orders"));
        Reading named = strict20(file("'Type': 'eureka', 'Host': 'e', 'Port': 8761", found("/a", ""), ""));
        assertThat(requireNonNull(named.gateway().registries().eureka()).urls())
                .containsExactly("http://e:8761/eureka");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Kube", "PollKube", "kube"})
    void insideAPodNothingNeedsToBeSaidOfKubernetes(String type) {
        Reading reading = strict20(
                file("'Type': '" + type + "', 'Namespace': 'shop'", found("/a", ", 'ServiceNamespace': 'eu'"), ""));
        assertThat(reading.problems().all()).isEmpty();
        KubernetesSpec kubernetes =
                requireNonNull(reading.gateway().registries().kubernetes());
        assertThat(kubernetes.namespace()).isEqualTo("shop");
        assertThat(kubernetes.url()).isNull();
        assertThat(upstream(reading, reading.only()).discover())
                .isEqualTo(new DiscoverSpec.Kubernetes(new KubernetesServiceSpec("Orders", "eu", null)));
    }

    @Test
    void anApiServerThatIsNamedIsAskedWithAWarning() {
        Reading reading = strict20(file(
                "'Type': 'Kube', 'Scheme': 'https', 'Host': 'api', 'Port': 443, 'Token': 't'", found("/a", ""), ""));
        assertThat(requireNonNull(reading.gateway().registries().kubernetes()).url())
                .isEqualTo("https://api:443");
        assertThat(reading.warnings()).singleElement().asString().contains("usePodServiceAccount");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    'Type': 'Zookeeper', 'Host': 'z', 'Port': 1 | 'Zookeeper' is no registry that can be asked; choose one of Consul
                    'Type': 'Consull', 'Host': 'c', 'Port': 1   | did you mean 'Consul'?
                    'Type': 'Consul', 'Port': 8500              | Host is missing; write the name or address of Consul
                    'Type': 'Consul', 'Host': 'c'               | Port 0 does not lie between 1 and 65535
                    'Host': 'c', 'Port': 70000                  | Port 70000 does not lie between 1 and 65535
                    'Host': 'http://c', 'Port': 8500            | write it without scheme, user and path
                    'Scheme': 'tcp', 'Host': 'c', 'Port': 8500  | 'tcp' is neither http nor https
                    'Type': 'Eureka', 'Host': 'e'               | Port 0 does not lie between
                    'Type': 'Kube', 'Port': 443                 | Host is missing; write the name or address of Kubernetes
                    """)
    void aRegistryThatCannotBeAskedIsRefusedWithItsPlace(String provider, String problem) {
        assertThat(strict20(file(provider, found("/a", ""), "")).errors())
                .anySatisfy(it -> assertThat(it).contains("ocelot.json:1:").contains(problem));
    }

    @Test
    void serviceFabricIsNotAskedAndItsRoutesAnswer501() {
        Reading reading = strict20(file("'Type': 'ServiceFabric', 'Host': 'f', 'Port': 19081", found("/a", ""), ""));
        assertThat(Reading.status(reading.only())).isEqualTo(501);
        assertThat(reading.unsupported()).anySatisfy(it -> assertThat(it).contains("ServiceFabric"));
    }

    @Test
    void withoutARegistryAServiceAnswers501() {
        Reading reading = strict20("{'Routes': [" + found("/a", "") + "]}");
        assertThat(Reading.status(reading.only())).isEqualTo(501);
        assertThat(reading.unsupported()).singleElement().asString().contains("without a ServiceDiscoveryProvider");
    }

    @Test
    void hostsBesideAServiceAreNotRead() {
        Reading reading = strict20(file(CONSUL, route("/a", "/", "'ServiceName': 'Orders'"), ""));
        assertThat(upstream(reading, reading.only()).endpoints()).isEmpty();
        assertThat(reading.warnings()).singleElement().asString().contains("the route has a ServiceName");
    }

    @ParameterizedTest
    @CsvSource({"OCELOT_20", "OCELOT_25"})
    void aDynamicRouteLeadsToItsServiceBehindAllOthers(Compat compat) {
        String dynamic = "'DynamicRoutes': [{'ServiceName': 'Orders'}], ";
        Reading reading = Reading.read(file(CONSUL, route("/orders/special"), dynamic), compat, false);
        assertThat(reading.problems().all()).isEmpty();
        List<RouteSpec> routes = reading.inOrder();
        assertThat(routes.getFirst().paths()).containsExactly("/orders/special");
        List<RouteSpec> found = routes.subList(1, routes.size());
        assertThat(found).allSatisfy(it -> {
            assertThat(it.upstream()).isEqualTo("consul-orders");
            assertThat(it.caseSensitive()).isFalse();
        });
        assertThat(found.stream().flatMap(it -> it.paths().stream()))
                .contains(compat.is25() ? "/Orders/{*everything}" : "/Orders");
        assertThat(Reading.to(found.getFirst())).isEqualTo("/{everything}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'Host': 'x'}",
                "{'ServiceName': 'a/b'}",
                "{'ServiceName': ''}",
                "{'ServiceName': 'a', 'DownstreamScheme': 'ftp'}",
                "'orders'",
            })
    void aDynamicRouteThatNamesNoServiceIsRefused(String dynamic) {
        assertThat(strict25(file(CONSUL, route("/a"), "'DynamicRoutes': [" + dynamic + "], "))
                        .errors())
                .isNotEmpty();
    }

    @Test
    void aDynamicRouteHasTheLimitsOfItsRule() {
        String rule = "'RateLimitRule': {'EnableRateLimiting': true, 'Period': '1s', 'PeriodTimespan': 1, 'Limit': 3}";
        Reading reading =
                strict20(file(CONSUL, route("/a"), "'DynamicRoutes': [{'ServiceName': 'orders', " + rule + "}], "));
        assertThat(reading.problems().all()).isEmpty();
        assertThat(reading.inOrder().getLast().rateLimits()).hasSize(1);
    }

    @Test
    void whereAllRoutesAreDynamicItIsSaidThatOthersCannotBeReached() {
        Reading reading = strict25(file(CONSUL, "", "'DynamicRoutes': [{'ServiceName': 'orders'}], "));
        assertThat(reading.warnings()).singleElement().asString().contains("only those can be reached");
        assertThat(reading.only().upstream()).isEqualTo("consul-orders");
    }

    @Test
    void whereNoRouteIsWrittenItIsSaidHowToNameTheServices() {
        assertThat(strict20(file(CONSUL, "", "")).errors())
                .singleElement()
                .asString()
                .contains("DynamicRoutes", "ServiceName");
    }
}
