package io.highgate.model.check;

import io.highgate.base.problem.Problem;
import io.highgate.model.print.NativeYaml;
import io.highgate.model.read.ConfigReader;
import io.highgate.model.read.OcelotSource;
import io.highgate.model.read.ReadOptions;
import io.highgate.model.read.ReadResult;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What is said about registries of others and services in them, and what of it cannot be. */
class RegistriesCheckTest {

    private static final String ALL = """
            registries:
              eureka: {urls: ['http://eureka:8761/eureka']}
              consul: {urls: ['http://consul:8500']}
              nacos: {urls: ['http://nacos:8848/nacos']}
              kubernetes: {}
            """;

    private static ReadResult read(String yaml) {
        return new ConfigReader(OcelotSource.NONE).read("a.yaml", yaml, ReadOptions.strict(), Map.of());
    }

    private static List<String> problems(ReadResult result) {
        return result.problems().stream().map(Problem::toString).toList();
    }

    private static void isSound(String yaml) {
        ReadResult result = read(yaml);
        assertThat(problems(result)).isEmpty();
        String printed = NativeYaml.printWithSecrets(Objects.requireNonNull(result.spec()));
        assertThat(read(printed).spec()).as(printed).isEqualTo(result.spec());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eureka: {urls: ['http://eureka:8761/eureka', 'https://eureka-2/eureka/'], interval: 5s}",
                "eureka: {urls: ['https://eureka/eureka'], username: gw, password: secret}",
                "eureka: {urls: ['http://127.0.0.1:8761/eureka'], username: gw, password: secret}",
                "consul: {urls: ['https://consul:8501'], token: 0b7e, datacenter: dc-2, blockFor: 5m}",
                "nacos: {urls: ['https://nacos/nacos'], namespace: prod, group: G, username: gw, password: secret}",
                "kubernetes: {}",
                "kubernetes: {url: 'https://10.0.0.1:6443', namespace: shop, token: eyJh}",
            })
    void soundRegistriesHaveNoProblemsAndReadBackAsPrinted(String registry) {
        isSound("registries: {" + registry + "}\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    eureka: {}                                   | needs 1 to 16 addresses, like http://eureka:8761/eureka
                    eureka: {urls: ['eureka:8761']}              | begins neither with http:// nor with https://
                    eureka: {urls: ['http://a b/eureka']}         | this is not a URL
                    eureka: {urls: ['http:///eureka']}           | names no host that can be asked
                    eureka: {urls: ['http://gw:x@e/eureka']}     | that belongs into username and password of registries.eureka
                    eureka: {urls: ['http://e/a?b']}             | has a query or a fragment
                    eureka: {urls: ['https://e'], username: gw}  | registries.eureka.password is missing
                    eureka: {urls: ['https://e'], password: x}   | registries.eureka.username is missing
                    eureka: {urls: ['https://e'], username: 'a:b', password: x} | which ends a user's name
                    eureka: {urls: ['https://e'], username: gw, password: ''} | is empty
                    eureka: {urls: ['http://e'], username: gw, password: x} | who can listen on the way reads username and password
                    eureka: {urls: ['http://e'], interval: 1ms}  | must be between 100ms and 5m
                    consul: {urls: ['http://c:8500', 'http://c:8500/']} | is there twice
                    consul: {urls: ['http://c:0']}               | names no host that can be asked
                    consul: {urls: ['https://c'], token: 'a b'}  | registries.consul.token: is empty, too long
                    consul: {urls: ['http://c'], token: x}       | who can listen on the way reads token
                    consul: {urls: ['http://c'], datacenter: a/b} | 'a/b' is not a datacenter
                    consul: {urls: ['http://c'], blockFor: 1h}   | must be between 1s and 10m
                    consul: {urls: ['http://c'], timeout: 0s}    | must be between 10ms and 1m
                    nacos: {urls: []}                            | needs 1 to 16 addresses
                    nacos: {urls: ['http://n'], group: ''}       | registries.nacos.group: is empty
                    nacos: {urls: ['http://n'], username: gw}    | username and password (HIGHGATE_NACOS_PASSWORD) belong together
                    eureka: {urls: ['https://e'], trust: ['']}   | registries.eureka.trust[0]: '' is not the path of a file
                    consul: {urls: ['https://c'], trust: ['']}   | registries.consul.trust[0]: '' is not the path of a file
                    nacos: {urls: ['https://n'], trust: ['']}    | registries.nacos.trust[0]: '' is not the path of a file
                    kubernetes: {url: '10.0.0.1:6443'}           | registries.kubernetes.url
                    kubernetes: {namespace: Shop}                | 'Shop' is not a namespace
                    kubernetes: {token: ''}                      | registries.kubernetes.token: is empty
                    kubernetes: {trust: ['']}                    | '' is not the path of a file
                    zookeeper: {}                                | is no setting here
                    """)
    void whatNoRegistryCanBeIsSaid(String registry, String problem) {
        assertThat(problems(read("registries: {" + registry + "}\n")))
                .anySatisfy(it -> assertThat(it).contains(problem));
    }

    @Test
    void whoLogsInByAnAddressIsNotRepeated() {
        assertThat(problems(read("registries: {eureka: {urls: ['http://gw:hidden@e/eureka']}}\n")))
                .allSatisfy(it -> assertThat(it).doesNotContain("hidden"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eureka: ORDER-SERVICE",
                "consul: orders",
                "consul: {name: orders, tags: [v2, eu]}",
                "nacos: orders",
                "nacos: {name: orders, group: G, clusters: [HZ]}",
                "kubernetes: orders",
                "kubernetes: {name: orders, namespace: shop, port: http}",
                "kubernetes: {name: orders, port: '8080'}",
            })
    void servicesInConfiguredRegistriesHaveNoProblems(String service) {
        isSound(ALL + "upstreams: {u: {discover: {" + service + "}}}\nroutes: [{name: r, upstream: u}]\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    eureka: ''                                  | the name is empty
                    eureka: "a\\tb"                           | has control characters in it
                    consul: ''                                  | the name is empty
                    consul: {tags: [a]}                         | name
                    consul: {name: o, tags: ['']}               | discover.consul.tags[0]
                    nacos: ''                                   | the name is empty
                    nacos: {name: o, group: ''}                 | discover.nacos.group
                    nacos: {name: o, clusters: [' ']}           | discover.nacos.clusters[0]
                    kubernetes: Orders                          | 'Orders' is not a service of Kubernetes
                    kubernetes: {name: o, namespace: a.b}       | 'a.b' is not a namespace
                    kubernetes: {name: o, port: '0'}            | '0' is neither a port
                    kubernetes: {name: o, port: '70000'}        | '70000' is neither a port
                    kubernetes: {name: o, port: HTTP}           | 'HTTP' is neither a port
                    """)
    void whatNoServiceCanBeIsSaid(String service, String problem) {
        assertThat(problems(read(ALL + "upstreams: {u: {discover: {" + service + "}}}\n")))
                .anySatisfy(it -> assertThat(it).contains(problem));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    eureka | there is no Eureka to ask: name it in registries.eureka.urls (HIGHGATE_EUREKA_URLS)
                    consul | there is no Consul to ask: name it in registries.consul.urls (HIGHGATE_CONSUL_URLS)
                    nacos | there is no Nacos to ask: name it in registries.nacos.urls (HIGHGATE_NACOS_URLS)
                    kubernetes | there is no Kubernetes to ask: name it in registries.kubernetes
                    """)
    void aRegistryThatNobodyConfiguredCannotBeAsked(String kind, String problem) {
        assertThat(problems(read("upstreams: {u: {discover: {" + kind + ": orders}}}\n")))
                .anySatisfy(it ->
                        assertThat(it).contains("upstreams.u.discover." + kind).contains(problem));
    }
}
