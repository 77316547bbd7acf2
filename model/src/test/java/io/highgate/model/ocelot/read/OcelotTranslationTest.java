package io.highgate.model.ocelot.read;

import io.highgate.base.unit.Ratio;
import io.highgate.model.shape.SpecShape;
import io.highgate.model.spec.BreakerSpec;
import io.highgate.model.spec.FilterSpec;
import io.highgate.model.spec.FilterSpec.HeaderEditSpec;
import io.highgate.model.spec.FilterSpec.ReplaceSpec;
import io.highgate.model.spec.MatchSpec;
import io.highgate.model.spec.RewriteSpec;
import io.highgate.model.spec.RouteSpec;
import io.highgate.model.spec.StickySpec;
import io.highgate.model.spec.UpstreamSpec;
import io.highgate.model.spec.UpstreamSpec.Balancer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.highgate.model.ocelot.read.Reading.lenient20;
import static io.highgate.model.ocelot.read.Reading.route;
import static io.highgate.model.ocelot.read.Reading.routes;
import static io.highgate.model.ocelot.read.Reading.strict20;
import static io.highgate.model.ocelot.read.Reading.strict25;
import static org.assertj.core.api.Assertions.assertThat;

class OcelotTranslationTest {

    @Test
    void higherPriorityComesFirstThenTheOrderOfTheFileAndTheCatchAllLast() {
        String file = "{'Routes': [" + route("/{x}", "/{x}", "'Key': 'all', 'Priority': 500") + ","
                + route("/a", "/", "'Key': 'a'") + "," + route("/b", "/", "'Key': 'b', 'Priority': 2") + ","
                + route("/c", "/", "'Key': 'c'") + "],"
                + "'Aggregates': [{'UpstreamPathTemplate': '/b/all', 'RouteKeys': ['b'], 'Priority': 2}]}";
        assertThat(strict20(file).inOrder())
                .extracting(RouteSpec::name)
                .containsExactly("b", "aggregate-b-all-0", "a", "c", "all");
    }

    @Test
    void aRouteSaysTheSameInNativeWords() {
        RouteSpec route = strict20(routes(route(
                        "/a/{x}",
                        "/b/{x}",
                        "'UpstreamHttpMethod': ['Get', 'post'], 'UpstreamHost': 'x.example', 'Timeout': 0")))
                .only();
        assertThat(route)
                .isEqualTo(SpecShape.with(
                        SpecShape.defaults(RouteSpec.class),
                        Map.of(
                                "name",
                                "a-x-0",
                                "hosts",
                                List.of("x.example"),
                                "paths",
                                List.of("/a/{+x}"),
                                "caseSensitive",
                                false,
                                "methods",
                                List.of("GET", "POST"),
                                "headWithGet",
                                false,
                                "priority",
                                1,
                                "upstream",
                                "h-80",
                                "rewrite",
                                new RewriteSpec("/b/{x}", RewriteSpec.Query.OCELOT_20),
                                "timeout",
                                Duration.ofSeconds(90))));
    }

    @Test
    void routesToTheSameEndpointsShareAnUpstream() {
        String two = "'LoadBalancerOptions': {'Type': 'RoundRobin'}";
        Reading reading = strict20(routes(
                route("/a", "/", two),
                route("/b", "/", two),
                route("/c", "/", "'LoadBalancerOptions': {'Type': 'leastConnection'}"),
                route("/d", "/", "'HttpHandlerOptions': {'MaxConnectionsPerServer': 7}")));
        Map<String, UpstreamSpec> upstreams = reading.gateway().upstreams();
        assertThat(upstreams).containsOnlyKeys("h-80", "h-80-2", "h-80-3");
        assertThat(upstreams.values())
                .extracting(UpstreamSpec::balancer)
                .containsExactly(Balancer.ROUND_ROBIN, Balancer.LEAST_IN_FLIGHT, Balancer.FIRST);
        assertThat(reading.upstream("h-80-3").maxConnections()).isEqualTo(7);
        assertThat(upstreams.values()).noneMatch(UpstreamSpec::preserveHost);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'Timeout': 0                                   | PT1M30S | PT1M30S",
                "'Timeout': -5                                  | PT1M30S | PT1M30S",
                "'Timeout': 7                                   | PT1M30S | PT7S",
                "'QoSOptions': {'TimeoutValue': 1500}           | PT1.5S  | PT1.5S",
                "'Timeout': 7, 'QoSOptions': {'TimeoutValue': 0}| PT1M30S | PT7S",
                "'QoSOptions': {'TimeoutValue': 10}             | PT0.01S | PT30S",
            })
    void timeOutsAreThoseOcelotKeeps(String setting, Duration for20, Duration for25) {
        String file = routes(route("/a", "/b", setting));
        assertThat(strict20(file).only().timeout()).isEqualTo(for20);
        assertThat(strict25(file).only().timeout()).isEqualTo(for25);
    }

    @Test
    void aTimeOutThatNothingReadsIsSaid() {
        assertThat(strict20(routes(route("/a", "/b", "'Timeout': 7"))).warnings())
                .singleElement()
                .asString()
                .contains("nothing reads Timeout in Ocelot 20");
        assertThat(strict25(routes(route("/a", "/b", "'QoSOptions': {'Timeout': 9}")))
                        .warnings())
                .singleElement()
                .asString()
                .contains("it is 30 s instead");
    }

    @Test
    void headerTransformsBecomeFilters() {
        String transforms = "'UpstreamHeaderTransform': {'X-A': 'b', 'X-Ip': '{RemoteIpAddress}', 'X-R': 'old, new'},"
                + "'DownstreamHeaderTransform': {'Location': '{DownstreamBaseUrl},{BaseUrl}', 'X-T': '{TraceId}'}";
        assertThat(strict20(routes(route("/a", "/b", transforms))).only().filters())
                .containsExactly(
                        new FilterSpec.RequestHeaders(new HeaderEditSpec(
                                List.of(),
                                List.of(new ReplaceSpec("X-R", "old", "new")),
                                Map.of("X-A", "b", "X-Ip", "{client_ip}"),
                                Map.of(),
                                Map.of())),
                        new FilterSpec.ResponseHeaders(new HeaderEditSpec(
                                List.of(),
                                List.of(new ReplaceSpec("Location", "{endpoint_url}", "{base_url}")),
                                Map.of(),
                                Map.of(),
                                Map.of("X-T", "{trace_id}"))));
    }

    @Test
    void aTransformThatOcelotLeavesOutIsSaid() {
        Reading reading = strict20(routes(route("/a", "/b", "'UpstreamHeaderTransform': {'X': '{Nonsense}'}")));
        assertThat(reading.only().filters()).isEmpty();
        assertThat(reading.warnings()).singleElement().asString().contains("'{Nonsense}'");
        assertThat(strict20(routes(route("/a", "/b", "'DownstreamHeaderTransform': {'X': ',y'}")))
                        .errors())
                .singleElement()
                .asString()
                .contains("nothing to find");
    }

    @Test
    void globalOptionsReachTheRoutesInOcelot25Only() {
        String file = "{'Routes': [" + route("/a", "/", "'Key': 'one'") + "," + route("/b", "/", "'Key': 'two'")
                + "], 'GlobalConfiguration': {'BaseUrl': 'http://g', 'LoadBalancerOptions': {'Type': 'RoundRobin'},"
                + " 'QoSOptions': {'TimeoutValue': 4000";
        Reading for20 = strict20(file + "}}}");
        assertThat(for20.problems().all()).isEmpty();
        assertThat(for20.inOrder()).extracting(RouteSpec::timeout).containsOnly(Duration.ofSeconds(90));
        assertThat(for20.upstream("h-80").balancer()).isEqualTo(Balancer.FIRST);
        Reading for25 = strict25(
                file + ", 'RouteKeys': ['two']}, 'Timeout': 8, 'UpstreamHeaderTransform': {'X': '{BaseUrl}'}}}");
        assertThat(for25.problems().all()).isEmpty();
        assertThat(for25.inOrder())
                .extracting(RouteSpec::timeout)
                .containsExactly(Duration.ofSeconds(8), Duration.ofSeconds(4));
        assertThat(for25.upstream("h-80").balancer()).isEqualTo(Balancer.ROUND_ROBIN);
        assertThat(for25.inOrder()).allMatch(it -> it.filters().toString().contains("http://g"));
    }

    @Test
    void qosOptionsBecomeACircuitOfTheRoute() {
        String qos =
                "'QoSOptions': {'ExceptionsAllowedBeforeBreaking': 3, 'DurationOfBreak': 2000, 'TimeoutValue': 900}";
        BreakerSpec for20 = breaker(strict20(routes(route("/a", "/", qos))));
        assertThat(for20.consecutiveFailures()).isEqualTo(3);
        assertThat(for20.openFor()).isEqualTo(Duration.ofSeconds(2));
        assertThat(for20.failures()).isEqualTo(BreakerSpec.Failures.NO_ANSWER);
        assertThat(for20.scope()).isEqualTo(BreakerSpec.Scope.ROUTE);
        assertThat(for20.probes()).isEqualTo(1);
        assertThat(for20.successesToClose()).isEqualTo(1);
        BreakerSpec for25 = breaker(strict25(routes(route("/a", "/", qos))));
        assertThat(for25.failures()).isEqualTo(BreakerSpec.Failures.SERVER_ERRORS_TO_508);
        assertThat(for25.consecutiveFailures()).isEqualTo(3);
        assertThat(strict20(routes(route("/a", "/", qos)))
                        .upstream("h-80")
                        .retry()
                        .count())
                .isZero();
    }

    @Test
    void aFailureRatioCountsAShareOfTheRequests() {
        BreakerSpec breaker = breaker(strict25(routes(route(
                "/a",
                "/",
                "'QoSOptions': {'MinimumThroughput': 8, 'BreakDuration': 700, 'FailureRatio': 0.25,"
                        + " 'SamplingDuration': 4000}"))));
        assertThat(breaker.consecutiveFailures()).isNull();
        assertThat(breaker.minimumVolume()).isEqualTo(8);
        assertThat(breaker.failureRatio()).isEqualTo(Ratio.percent(25));
        assertThat(breaker.window()).isEqualTo(Duration.ofSeconds(4));
        assertThat(breaker.openFor()).isEqualTo(Duration.ofMillis(700));
    }

    @Test
    void whatIsOutOfRangeBecomesTheDefaultInOcelot25AndSaysSo() {
        Reading reading = strict25(
                routes(
                        route(
                                "/a",
                                "/",
                                "'QoSOptions': {'MinimumThroughput': 1, 'BreakDuration': 500, 'FailureRatio': 2, 'SamplingDuration': 1}")));
        assertThat(reading.errors()).isEmpty();
        assertThat(reading.warnings())
                .satisfiesExactlyInAnyOrder(
                        it -> assertThat(it).contains("throughput of 1", "100 instead"),
                        it -> assertThat(it).contains("break in ms of 500", "5000 instead"),
                        it -> assertThat(it).contains("SamplingDuration in ms of 1", "30000 instead"),
                        it -> assertThat(it).contains("FailureRatio of 2.0", "0.1 instead"));
        BreakerSpec breaker = breaker(reading);
        assertThat(breaker.minimumVolume()).isEqualTo(100);
        assertThat(breaker.openFor()).isEqualTo(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'ExceptionsAllowedBeforeBreaking': 0, 'DurationOfBreak': 1000}",
                "{'ExceptionsAllowedBeforeBreaking': -4, 'DurationOfBreak': 1000}",
                "{'TimeoutValue': 5000}"
            })
    void withoutANumberOfFailuresThereIsNoCircuit(String qos) {
        UpstreamSpec upstream =
                strict20(routes(route("/a", "/", "'QoSOptions': " + qos))).upstream("h-80");
        assertThat(upstream.breaker()).isNull();
        assertThat(upstream.retry().count()).isEqualTo(2);
    }

    @Test
    void stickySessionsGoByTheApplicationsCookie() {
        String file = routes(route(
                "/a", "/", "'LoadBalancerOptions': {'Type': 'CookieStickySessions', 'Key': 'sid', 'Expiry': 60000}"));
        UpstreamSpec upstream = strict20(file).upstream("h-80");
        assertThat(upstream.balancer()).isEqualTo(Balancer.ROUND_ROBIN);
        StickySpec sticky = Objects.requireNonNull(upstream.sticky());
        assertThat(sticky.cookie()).isEqualTo("sid");
        assertThat(sticky.foreign()).isTrue();
    }

    private static BreakerSpec breaker(Reading reading) {
        return Objects.requireNonNull(reading.upstream("h-80").breaker());
    }

    @Test
    void routeKeysOfGlobalOptionsMustNameRoutes() {
        String file = "{'Routes': [" + route("/a", "/", "'Key': 'one'")
                + "], 'GlobalConfiguration': {'QoSOptions': {'TimeoutValue': 4000, 'RouteKeys': ['onne']}}}";
        assertThat(strict25(file).errors()).singleElement().asString().contains("did you mean 'one'");
        assertThat(strict20(file).errors()).singleElement().asString().contains("came with Ocelot 25");
    }

    @Test
    void headerTemplatesBecomeConditions() {
        String file = routes(
                route("/a", "/", "'UpstreamHeaderTemplates': {'Town': 'a.b', 'Desk': 'no {header:n}'}"),
                route("/b", "/", "'UpstreamHeaderTemplates': {'Town': 'a.b'}, 'RouteIsCaseSensitive': true"),
                route("/c", "/{n}", "'UpstreamHeaderTemplates': {'Desk': '{header:n}'}"));
        List<RouteSpec> routes = strict25(file).inOrder();
        assertThat(routes.getFirst().headers())
                .containsExactly(
                        new MatchSpec("Town", null, "(?i)a\\.b", false),
                        new MatchSpec("Desk", null, "(?i)no .+", false));
        assertThat(routes.get(1).headers()).containsExactly(new MatchSpec("Town", "a.b", null, false));
        assertThat(routes.get(2).respond()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'AuthenticationOptions': {'AuthenticationProviderKey': 'Bearer'}",
                "'AuthenticationOptions': {'AllowedScopes': ['read']}",
                "'RouteClaimsRequirement': {'role': 'admin'}",
                "'AddHeadersToRequest': {'X': 'Claims[sub] > value'}",
                "'DownstreamHttpMethod': 'POST'",
                "'ServiceName': 'loans'",
            })
    void whatProtectsARouteIsNotLeftOutInSilence(String setting) {
        Reading reading = strict20(routes(route("/a", "/b", setting), route("/{x}", "/{x}", "")));
        RouteSpec first = reading.inOrder().getFirst();
        assertThat(first.upstream()).isNull();
        assertThat(Reading.status(first)).isEqualTo(501);
        assertThat(first.paths()).containsExactly("/a");
        assertThat(reading.unsupported()).singleElement().asString().contains("they answer 501", "Routes[0] '/a'");
    }

    @ParameterizedTest
    @CsvSource({"ws, h-80", "WS, h-80", "wss, https-h-80"})
    void aWebSocketRouteForwardsLikeAnyOther(String scheme, String upstream) {
        String file = routes(route("/a", "/b", "")).replace("'http'", "'" + scheme + "'");
        Reading reading = strict20(file);
        assertThat(reading.problems().all()).isEmpty();
        assertThat(reading.only().upstream()).isEqualTo(upstream);
        assertThat(strict20(file.replace("'" + scheme + "'", "'htp'")).errors())
                .singleElement()
                .asString()
                .contains("did you mean");
    }

    @Test
    void whatIsOffOrUsualIsNotReported() {
        String off = "'AuthenticationOptions': {'AuthenticationProviderKey': null, 'AllowedScopes': []},"
                + "'SecurityOptions': {'IPAllowedList': [], 'IPBlockedList': []}, 'FileCacheOptions': {'TtlSeconds': 0},"
                + "'HttpHandlerOptions': {'UseTracing': false, 'UseProxy': true, 'MaxConnectionsPerServer': 2147483647},"
                + "'DelegatingHandlers': [], 'RequestIdKey': null, 'RouteClaimsRequirement': {}, 'ServiceName': '',"
                + "'DangerousAcceptAnyServerCertificateValidator': false, 'DownstreamHttpVersion': null";
        assertThat(strict20(routes(route("/a", "/b", off))).problems().all()).isEmpty();
    }

    @Test
    void oneLineNamesAFeatureForAllRoutesThatAskForIt() {
        String tracing = "'HttpHandlerOptions': {'UseTracing': true}";
        String[] six = new String[6];
        for (int i = 0; i < six.length; i++) {
            six[i] = route("/" + i, "/", tracing);
        }
        assertThat(strict20(routes(six)).unsupported())
                .singleElement()
                .asString()
                .contains("UseTracing", "Asked for by 6", "and 2 more");
    }

    @Test
    void globalProtectionIn25ReachesEveryRouteThatDoesNotDecline() {
        String file = "{'Routes': [" + route("/a") + ","
                + route("/b", "/", "'AuthenticationOptions': {'AllowAnonymous': true}")
                + "], 'GlobalConfiguration': {'AuthenticationOptions': {'AuthenticationProviderKeys': ['Bearer']}}}";
        List<RouteSpec> routes = strict25(file).inOrder();
        assertThat(routes.getFirst().respond()).isNotNull();
        assertThat(routes.get(1).upstream()).isEqualTo("h-80");
    }

    @Test
    void placeholdersWithoutAValueGoOutAsTheyAre() {
        Reading reading = strict20(routes(route("/a/{x}", "/b/{y}", "")));
        assertThat(Reading.to(reading.only())).isEqualTo("/b/%7By%7D");
        assertThat(reading.warnings()).singleElement().asString().contains("{y} is not in UpstreamPathTemplate");
    }

    @Test
    void in25AWholeQueryIsMergedByTheRuleForQueries() {
        String file = routes(route("/a?{rest}", "/b?{rest}", ""));
        assertThat(strict25(file).only().rewrite()).isEqualTo(new RewriteSpec("/b", RewriteSpec.Query.OCELOT_25));
        assertThat(Reading.to(strict20(file).only())).isEqualTo("/b?{rest}");
    }

    @Test
    void routesThatCannotBeUsedAreLeftOutLeniently() {
        Reading reading = lenient20(routes(route("a"), route("/b"), "{'UpstreamPathTemplate': '/c'}", "7"));
        assertThat(reading.errors()).isEmpty();
        assertThat(reading.inOrder()).extracting(it -> it.paths().getFirst()).containsExactly("/b");
    }
}
