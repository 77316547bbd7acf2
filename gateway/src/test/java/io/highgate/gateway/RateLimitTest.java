package io.highgate.gateway;

import io.highgate.model.spec.GatewaySpec;
import io.highgate.testkit.Origin;
import io.highgate.testkit.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** Limits that a gateway counts for itself, as clients see them. */
@Timeout(60)
class RateLimitTest {

    private static RunningGateway limited(String limits) {
        return RunningGateway.of("""
                forwarding: {trustedProxies: [127.0.0.1]}
                %s
                routes:
                  - {name: one, path: "/one/{*x}", respond: {}}
                  - {name: two, path: "/two/{*x}", respond: {}}
                """.formatted(limits));
    }

    private static String ask(RunningGateway gateway, String path, String fields) {
        return gateway.ask("GET " + path + " HTTP/1.1\r\nHost: test\r\n" + fields + "\r\n");
    }

    private static int admitted(RunningGateway gateway, String path, String fields) {
        int admitted = 0;
        while (ask(gateway, path, fields).startsWith("HTTP/1.1 200 ")) {
            admitted++;
            assertThat(admitted).isLessThan(100);
        }
        return admitted;
    }

    @Test
    void whoAsksTooOftenIsToldWhenToComeBack() {
        try (RunningGateway gateway =
                limited("rateLimits: [{name: mine, algorithm: fixed-window, amount: 2, period: 1h}]")) {
            assertThat(ask(gateway, "/one/a", ""))
                    .startsWith("HTTP/1.1 200 ")
                    .contains("RateLimit-Policy: \"mine\";q=2;w=3600\r\n")
                    .containsPattern("RateLimit: \"mine\";r=1;t=3[56]\\d\\d\r\n")
                    .doesNotContain("Retry-After");
            ask(gateway, "/one/a", "");
            assertThat(ask(gateway, "/two/b", ""))
                    .startsWith("HTTP/1.1 429 ")
                    .containsPattern("Retry-After: 3[56]\\d\\d\r\n")
                    .containsPattern("RateLimit: \"mine\";r=0;t=3[56]\\d\\d\r\n")
                    .contains("\"code\":\"RATE_LIMIT\"", "No more than 2 requests are allowed in 1h", "limit mine");
            assertThat(gateway.manage("GET", "/metrics"))
                    .contains("highgate_rate_limit_decisions_total{limit=\"mine\",outcome=\"admitted\"} 2.0")
                    .contains("highgate_rate_limit_decisions_total{limit=\"mine\",outcome=\"refused\"} 1.0")
                    .contains("highgate_rate_limit_keys{limit=\"mine\"} 1.0")
                    .contains("highgate_rate_limit_store_away 0.0");
        }
    }

    @Test
    void whatComesFromAnUpstreamSaysWhatIsLeft() {
        try (Origin origin = Origin.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                RunningGateway gateway = RunningGateway.before(
                        origin.port(), "rateLimits: [{name: a, amount: 5, period: 1h, headers: x-ratelimit}]\n")) {
            assertThat(gateway.get("/"))
                    .contains("X-RateLimit-Limit: 5\r\n", "X-RateLimit-Remaining: 4\r\n")
                    .containsPattern("X-RateLimit-Reset: \\d+\r\n");
        }
    }

    @Test
    void addressesAreCountedApartAndAnIpv6NetworkIsOne() {
        try (RunningGateway gateway = limited("rateLimits: [{name: a, by: [address], amount: 3, period: 1h}]")) {
            assertThat(admitted(gateway, "/one/", "X-Forwarded-For: 10.0.0.1\r\n"))
                    .isEqualTo(3);
            assertThat(admitted(gateway, "/one/", "X-Forwarded-For: 10.0.0.2\r\n"))
                    .isEqualTo(3);
            assertThat(admitted(gateway, "/one/", "X-Forwarded-For: 2001:db8:1:2::1\r\n"))
                    .isEqualTo(3);
            assertThat(admitted(gateway, "/one/", "X-Forwarded-For: 2001:db8:1:2:ffff::9\r\n"))
                    .isZero();
            assertThat(admitted(gateway, "/one/", "X-Forwarded-For: 2001:db8:1:3::1\r\n"))
                    .isEqualTo(3);
        }
    }

    @Test
    void combinationsAreCountedApartWhateverClientsWrite() {
        try (RunningGateway gateway = limited("""
                rateLimits: [{name: a, by: [client-id, path], amount: 2, period: 1h, clientId: Who}]
                """)) {
            assertThat(admitted(gateway, "/one/b", "Who: x\r\n")).isEqualTo(2);
            assertThat(admitted(gateway, "/ONE/B".toLowerCase(java.util.Locale.ROOT), "Who: x\r\n"))
                    .isZero();
            assertThat(admitted(gateway, "/one/c", "Who: x\r\n")).isEqualTo(2);
            assertThat(admitted(gateway, "/one/b", "Who: x6:/one/b\r\n")).isEqualTo(2);
            assertThat(admitted(gateway, "/one/b", "Who: " + "y".repeat(5_000) + "\r\n"))
                    .isEqualTo(2);
            assertThat(admitted(gateway, "/one/b", "Who: " + "y".repeat(5_001) + "\r\n"))
                    .isEqualTo(2);
        }
    }

    @Test
    void limitsOfARouteAreThatRoutesAndThoseForAllAreShared() {
        try (RunningGateway gateway = RunningGateway.of("""
                rateLimits: [{name: all, amount: 4, period: 1h}]
                routes:
                  - {name: one, path: /one, respond: {}, rateLimits: [{name: own, amount: 1, period: 1h}]}
                  - {name: two, path: /two, respond: {}}
                """)) {
            assertThat(admitted(gateway, "/one", "")).isEqualTo(1);
            // the refused one was counted by the limit for all, which is asked first
            assertThat(admitted(gateway, "/two", "")).isEqualTo(2);
        }
    }

    @Test
    void exemptClientsAreNotCountedAndWhoNamesNoneIsTreatedAsConfigured() {
        String limit = "rateLimits: [{name: a, by: [client-id], amount: 1, period: 1h, "
                + "clientId: {header: Who, missing: %s, exempt: [me]}}]";
        try (RunningGateway gateway = limited(limit.formatted("share"))) {
            for (int i = 0; i < 5; i++) {
                assertThat(ask(gateway, "/one/", "Who: me\r\n")).startsWith("HTTP/1.1 200 ");
            }
            assertThat(admitted(gateway, "/one/", "")).isEqualTo(1);
            assertThat(admitted(gateway, "/one/", "Who: you\r\n")).isEqualTo(1);
        }
        try (RunningGateway gateway = limited(limit.formatted("refuse"))) {
            assertThat(ask(gateway, "/one/", ""))
                    .startsWith("HTTP/1.1 503 ")
                    .contains("Retry-After: 1\r\n", "names no client");
            assertThat(admitted(gateway, "/one/", "Who: refused\r\n")).isEqualTo(1);
        }
        try (RunningGateway gateway = limited(limit.formatted("skip"))) {
            for (int i = 0; i < 5; i++) {
                assertThat(ask(gateway, "/one/", ""))
                        .startsWith("HTTP/1.1 200 ")
                        .doesNotContain("RateLimit");
            }
        }
    }

    @Test
    void ocelotsFieldsStandOnlyInAnswersThatWereNotRefused() {
        String limit = "rateLimits: [{name: a, algorithm: fixed-window, amount: 1, period: 2h, idle: 1h, headers: %s,"
                + " refusal: {status: 418, code: quota-exceeded, message: 'Quiet, please'}}]";
        try (RunningGateway gateway = limited(limit.formatted("ocelot-20"))) {
            assertThat(ask(gateway, "/one/", ""))
                    .contains("X-Rate-Limit-Limit: 1h\r\n", "X-Rate-Limit-Remaining: 0\r\n")
                    .containsPattern("X-Rate-Limit-Reset: \\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z\r\n");
            assertThat(ask(gateway, "/one/", ""))
                    .startsWith("HTTP/1.1 418 ")
                    .contains("Retry-After: ", "\"code\":\"QUOTA_EXCEEDED\"", "Quiet, please")
                    .doesNotContain("X-Rate-Limit");
        }
        try (RunningGateway gateway = limited(limit.formatted("ocelot-25"))) {
            assertThat(ask(gateway, "/one/", ""))
                    .contains("X-RateLimit-Limit: 1\r\n", "X-RateLimit-Remaining: 0\r\n", "X-RateLimit-Reset: ");
            assertThat(ask(gateway, "/one/", "")).startsWith("HTTP/1.1 418 ").doesNotContain("X-RateLimit");
        }
        try (RunningGateway gateway = limited(limit.formatted("none"))) {
            assertThat(ask(gateway, "/one/", "")).doesNotContain("imit");
            assertThat(ask(gateway, "/one/", "")).contains("Retry-After: ");
        }
    }

    @Test
    void pathsWithoutARouteAreCountedAndHealthIsNot() {
        try (RunningGateway gateway = limited("rateLimits: [{name: a, by: [address], amount: 2, period: 1h}]")) {
            assertThat(gateway.get("/nowhere")).startsWith("HTTP/1.1 404 ");
            assertThat(gateway.get("/nowhere")).startsWith("HTTP/1.1 404 ");
            assertThat(gateway.get("/nowhere")).startsWith("HTTP/1.1 429 ");
            assertThat(gateway.get("/one/")).startsWith("HTTP/1.1 429 ");
            assertThat(gateway.get("/health")).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void whatWasCountedOutlivesAConfigurationThatLeavesTheLimitAsItIs() {
        String limit = "rateLimits: [{name: a, amount: %d, period: 1h}]\nroutes: [{name: %s, respond: {}}]\n";
        try (RunningGateway gateway = RunningGateway.of(limit.formatted(2, "one"))) {
            assertThat(admitted(gateway, "/", "")).isEqualTo(2);
            GatewaySpec same = RunningGateway.spec(limit.formatted(2, "renamed"));
            assertThat(gateway.gateway().publish(same)).isInstanceOf(Publication.Accepted.class);
            assertThat(admitted(gateway, "/", "")).isZero();
            GatewaySpec more = RunningGateway.spec(limit.formatted(3, "renamed"));
            assertThat(gateway.gateway().publish(more)).isInstanceOf(Publication.Accepted.class);
            assertThat(admitted(gateway, "/", "")).isEqualTo(3);
        }
    }

    @Test
    void aPlaceAmongThoseUnderWayIsFreeAgainWhateverWayARequestEnds() {
        try (Origin origin = Origin.scripted(wire -> {
                    wire.readHead();
                    wire.readHead();
                });
                RunningGateway gateway = RunningGateway.before(
                        origin.port(), "inFlightLimits: [{name: a, by: [address], amount: 1}]\n")) {
            for (int i = 0; i < 3; i++) {
                try (Wire client = gateway.connect()) {
                    client.send("GET / HTTP/1.1\r\nHost: test\r\n\r\n");
                    RunningGateway.eventually(() ->
                            gateway.manage("GET", "/metrics").contains("highgate_rate_limit_keys{limit=\"a\"} 1.0"));
                    assertThat(gateway.get("/"))
                            .startsWith("HTTP/1.1 429 ")
                            .contains("Retry-After: 1\r\n", "No more than 1 requests may be under way");
                }
                RunningGateway.eventually(
                        () -> gateway.manage("GET", "/metrics").contains("highgate_rate_limit_keys{limit=\"a\"} 0.0"));
            }
        }
    }

    @Test
    void aRefusalIsSaidInTheWordsOfGrpc() {
        try (RunningGateway gateway = limited("rateLimits: [{name: a, amount: 1, period: 1h}]")) {
            ask(gateway, "/one/", "");
            assertThat(ask(gateway, "/one/", "Content-Type: application/grpc\r\n"))
                    .startsWith("HTTP/1.1 200 ")
                    .contains("grpc-status: 8\r\n");
        }
    }
}
