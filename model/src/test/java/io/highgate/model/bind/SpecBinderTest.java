package io.highgate.model.bind;

import io.highgate.base.problem.Problem;
import io.highgate.base.problem.Problems;
import io.highgate.base.unit.DataSize;
import io.highgate.base.unit.HostPort;
import io.highgate.model.shape.SpecShape;
import io.highgate.model.spec.EndpointSpec;
import io.highgate.model.spec.FilterSpec;
import io.highgate.model.spec.GatewaySpec;
import io.highgate.model.spec.LimitsSpec;
import io.highgate.model.spec.RewriteSpec;
import io.highgate.model.spec.UpstreamSpec;
import io.highgate.model.text.Node;
import io.highgate.model.text.YamlText;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SpecBinderTest {

    private final Problems problems = new Problems();
    private final Places places = new Places("test");

    private @Nullable GatewaySpec bind(String yaml) {
        Node root = Objects.requireNonNull(YamlText.read("a.yaml", yaml, problems));
        return new SpecBinder(Map.of("PORT", "9000", "YES", "true"), false, places, problems)
                .bind(root, GatewaySpec.class);
    }

    private GatewaySpec bound(String yaml) {
        GatewaySpec spec = bind(yaml);
        assertThat(problems.all()).isEmpty();
        return Objects.requireNonNull(spec);
    }

    private static UpstreamSpec upstream(GatewaySpec spec, String name) {
        return Objects.requireNonNull(spec.upstreams().get(name));
    }

    @Test
    void whatIsLeftOutHasItsDocumentedDefault() {
        GatewaySpec spec = bound("routes: []");
        assertThat(spec).isEqualTo(SpecShape.defaults(GatewaySpec.class));
        assertThat(spec.timeouts().perTry()).isEqualTo(Duration.ofSeconds(30));
        assertThat(spec.limits())
                .isEqualTo(new LimitsSpec(
                        20_000,
                        10_000,
                        DataSize.ofKiB(8),
                        DataSize.ofKiB(32),
                        100,
                        null,
                        1_000_000,
                        null,
                        new DataSize(240),
                        128,
                        10_000,
                        null));
        assertThat(spec.management().bind()).isEqualTo(new HostPort("127.0.0.1", 8001));
        assertThat(spec.management().token()).isNull();
        assertThat(spec.forwarding().via()).isEqualTo("highgate");
    }

    @Test
    void aNullCountsAsLeftOut() {
        assertThat(bound("routes:\nlimits:\n  body: null\n")).isEqualTo(SpecShape.defaults(GatewaySpec.class));
    }

    @Test
    void shortFormsMeanTheSameAsLongOnes() {
        GatewaySpec spec = bound("""
                upstreams:
                  a: {endpoints: [h1:80, {address: 'h2:81', weight: 5}], balancer: least-in-flight}
                  b: {endpoints: h3:82}
                routes:
                  - {name: r, path: '/a/{*x}', host: example.com, method: GET, upstream: a, rewrite: '/b/{x}'}
                """);
        assertThat(upstream(spec, "a").endpoints())
                .containsExactly(
                        new EndpointSpec(new HostPort("h1", 80), 1), new EndpointSpec(new HostPort("h2", 81), 5));
        assertThat(upstream(spec, "a").balancer()).isEqualTo(UpstreamSpec.Balancer.LEAST_IN_FLIGHT);
        assertThat(upstream(spec, "b").endpoints()).hasSize(1);
        assertThat(spec.routes().getFirst().paths()).containsExactly("/a/{*x}");
        assertThat(spec.routes().getFirst().hosts()).containsExactly("example.com");
        assertThat(spec.routes().getFirst().methods()).containsExactly("GET");
        assertThat(spec.routes().getFirst().rewrite()).isEqualTo(new RewriteSpec("/b/{x}", RewriteSpec.Query.KEEP));
    }

    @Test
    void aFilterIsAMappingWithItsKindAsTheKey() {
        GatewaySpec spec = bound("filters: [{responseHeaders: {remove: Server, set: {X-A: 1}}}]");
        FilterSpec.ResponseHeaders filter =
                (FilterSpec.ResponseHeaders) spec.filters().getFirst();
        assertThat(filter.edit().remove()).containsExactly("Server");
        assertThat(filter.edit().set()).containsExactly(Map.entry("X-A", "1"));
    }

    @Test
    void environmentVariablesMayStandForNumbersAndFlags() {
        GatewaySpec spec = bound(
                "limits: {inFlight: '${PORT}'}\nforwarding: {forwarded: '${YES}'}\nmanagement: {token: '${NONE:}'}");
        assertThat(spec.limits().inFlight()).isEqualTo(9000);
        assertThat(spec.forwarding().forwarded()).isTrue();
        assertThat(spec.management().token()).isNull();
    }

    @Test
    void placesAreKnownByPathInTheSpec() {
        bound("routes:\n  - name: a\n    path: /x\n    respond: {}\n");
        assertThat(places.of("routes[0].paths[0]")).hasToString("a.yaml:3:11 routes[0].path");
        assertThat(places.of("routes[0].priority")).hasToString("a.yaml:2:5 routes[0]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    route: []                              | a.yaml:1:1 route: 'route' is no setting here; did you mean 'routes'?
                    limits: {inflght: 1}                   | a.yaml:1:10 limits.inflght: 'inflght' is no setting here; did you mean 'inFlight'?
                    management: {zzz: 1}                   | there are bind, token
                    routes: [{path: /}]                    | a.yaml:1:10 routes[0]: 'name' is missing
                    routes: [{name: }]                     | 'name' is missing
                    routes: [{name: a, path: /, paths: /}] | 'paths' is there already, as 'path'
                    routes: x                              | a list is wanted here, not 'x'
                    routes: {a: b}                         | a list is wanted here, not a mapping
                    routes: [x]                            | settings (name: value) are wanted here, not 'x'
                    limits: [1]                            | settings (name: value) are wanted here, not a list
                    limits: {inFlight: ten}                | a.yaml:1:20 limits.inFlight: 'ten' is not a whole number
                    limits: {inFlight: 1.5}                | '1.5' is not a whole number
                    limits: {inFlight: '10'}               | stands in quotes
                    limits: {inFlight: 0}                  | 0 is too small, the least is 1
                    limits: {inFlight: 99999999999}        | is too large, the most is 2147483647
                    limits: {inFlight: [1]}                | one value is wanted here, not a list
                    limits: {body: 5XB}                    | is not a size
                    timeouts: {idle: 30}                   | '30' is not a duration; write a number and a unit
                    timeouts: {idle: 99999d}              | is longer than 3650d
                    listeners: [{bind: 8000}]              | has no port
                    listeners: [{bind: 'h:x'}]             | is not host:port
                    listeners: [{bind: 'h:70000'}]         | a port lies between
                    upstreams: {a: {endpoints: ['ftp://h:1']}} | begins neither with http:// nor with https://
                    upstreams: {a: {endpoints: ['https://h/x']}} | the path belongs into the route's rewrite
                    upstreams: {a: {endpoints: ['h/x']}}   | leave out the path
                    listeners: [{tls: {certificates: [{certificate: a, key: b}], minVersion: TLSv1.1}}] | none of TLSv1.2, TLSv1.3
                    upstreams: {a: {discover: {srv: {}}}}  | a.yaml:1:33 upstreams.a.discover.srv: 'name' is missing
                    upstreams: {a: {discover: {dsn: h:1}}} | did you mean 'dns'?
                    upstreams: {a: {discover: {dns: h:1, srv: s}}} | exactly one of these is wanted here: dns, srv, file
                    upstreams: {a: }                       | settings (name: value) are wanted here
                    upstreams: {a: {endpoints: h:1, balancer: RoundRobin}} | is none of round-robin, least-in-flight, peak-ewma, consistent-hash, random, first; did you mean 'round-robin'?
                    forwarding: {trustedProxies: [10.0.0.0/99]} | prefix outside
                    forwarding: {forwarded: yes}           | 'yes' is neither true nor false
                    forwarding: {forwarded: ${NOPE}}       | environment variable NOPE is not set
                    filters: [{}]                          | exactly one of these is wanted here: requestHeaders, responseHeaders
                    filters: [{requestHeader: {}}]         | did you mean 'requestHeaders'?
                    filters: [{requestHeaders: {set: {A: }}}] | has no value; an empty text is written ''
                    filters: [{requestHeaders: {set: [a]}}]   | a mapping (name: value) is wanted
                    filters: [{requestHeaders: {remove: [~]}}] | has no value
                    """)
    void refusesNamingThePlaceAndWhatWouldBeRight(String yaml, String problem) {
        bind(yaml.replace("${NOPE}", "'${NOPE}'"));
        assertThat(problems.all())
                .extracting(Problem::toString)
                .singleElement()
                .asString()
                .contains(problem);
        assertThat(problems.hasErrors()).isTrue();
    }

    @Test
    void allProblemsAreReportedAtOnce() {
        assertThat(bind("limits: {inFlight: x, uri: y}\nroute: 1\nroutes: [{}]"))
                .isNull();
        assertThat(problems.errorCount()).isEqualTo(4);
    }

    @Test
    void lenientlyUnknownKeysAreWarnings() {
        Node root = Objects.requireNonNull(YamlText.read("a.yaml", "foo: 1", problems));
        assertThat(new SpecBinder(Map.of(), true, places, problems).bind(root, GatewaySpec.class))
                .isEqualTo(SpecShape.defaults(GatewaySpec.class));
        assertThat(problems.hasErrors()).isFalse();
        assertThat(problems.all()).hasSize(1);
    }
}
