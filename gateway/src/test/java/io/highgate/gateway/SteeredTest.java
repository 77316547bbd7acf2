package io.highgate.gateway;

import io.highgate.testkit.Origin;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Splits, canaries, windows and clients in a running gateway, and what it says of them. */
class SteeredTest {

    private final Origin one = named("one");
    private final Origin two = named("two");

    private static Origin named(String name) {
        return Origin.answering("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n" + name);
    }

    @AfterEach
    void close() {
        one.close();
        two.close();
    }

    private RunningGateway gateway(String routes) {
        return RunningGateway.of("""
                accessLog: {format: json}
                upstreams:
                  one: {endpoints: ["127.0.0.1:%d"]}
                  two: {endpoints: ["127.0.0.1:%d"]}
                routes: [%s]
                """.formatted(one.port(), two.port(), routes));
    }

    private static String ask(RunningGateway gateway, String... fields) {
        String more = fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n";
        String answer = gateway.ask("GET /a HTTP/1.1\r\nHost: test\r\n" + more + "\r\n");
        return answer.substring(answer.length() - 3);
    }

    @Test
    void aSplitReachesBothAndIsCountedAndLoggedByTheOneItReached() {
        try (RunningGateway gateway =
                gateway("{name: r, split: [{upstream: one, weight: 3}, {upstream: two, weight: 1}]}")) {
            Map<String, Integer> seen = new HashMap<>();
            for (int i = 0; i < 200; i++) {
                seen.merge(ask(gateway), 1, Integer::sum);
            }
            assertThat(seen.get("two")).isBetween(20, 90);
            String metrics = gateway.manage("GET", "/metrics");
            seen.forEach((name, count) -> assertThat(metrics)
                    .contains(
                            "highgate_route_upstream_requests_total{route=\"r\",upstream=\"" + name + "\"} " + count
                                    + ".0",
                            "highgate_upstream_requests_total{status=\"2xx\",upstream=\"" + name + "\"} " + count
                                    + ".0"));
            RunningGateway.eventually(() -> gateway.console().contains("\"upstream\":\"one\"")
                    && gateway.console().contains("\"upstream\":\"two\""));
            assertThat(gateway.manage("GET", "/-/explain?url=/a"))
                    .contains("\"action\":\"forward to one or two as /a\"", "split: one 3 of 4, two 1 of 4; by chance");
        }
    }

    @Test
    void aCanaryGetsWhoAsksForItAndASharePerClient() {
        try (RunningGateway gateway = gateway("""
                {name: r, upstream: one, stickTo: {cookie: user},
                 canary: {upstream: two, share: 20%, when: [{header: X-Canary}], unless: [{cookie: stable}]}}
                """)) {
            assertThat(ask(gateway, "X-Canary: 1")).isEqualTo("two");
            assertThat(ask(gateway, "X-Canary: 1", "Cookie: stable=1")).isEqualTo("one");
            int canaries = 0;
            for (int i = 0; i < 100; i++) {
                String first = ask(gateway, "Cookie: user=u" + i);
                assertThat(ask(gateway, "Cookie: user=u" + i)).isEqualTo(first);
                canaries += first.equals("two") ? 1 : 0;
            }
            assertThat(canaries).isBetween(8, 35);
            assertThat(gateway.manage("GET", "/-/explain?url=/a&header=X-Canary:1"))
                    .contains("\"upstream\":\"two\"", "to the canary, as it has header X-Canary");
        }
    }

    @Test
    void aClientGoesToTheSameSideOfACanaryAllTheTime() {
        try (RunningGateway gateway = gateway("{name: r, upstream: one, canary: {upstream: two, share: 50%}}")) {
            String side = ask(gateway);
            for (int i = 0; i < 20; i++) {
                assertThat(ask(gateway)).isEqualTo(side);
            }
        }
    }

    @Test
    void aRouteForOtherClientsOrTimesLetsTheNextOneAnswer() {
        try (RunningGateway gateway = gateway("""
                {name: inside, upstream: two, clients: [10.0.0.0/8]}, {name: usual, upstream: one}
                """)) {
            assertThat(ask(gateway)).isEqualTo("one");
            assertThat(gateway.manage("GET", "/-/explain?url=/a"))
                    .contains("client 127.0.0.1 is not among clients 10.0.0.0/8");
            assertThat(gateway.manage("GET", "/-/explain?url=/a&client=10.1.1.1"))
                    .contains("\"route\":\"inside\"");
            assertThat(gateway.manage("GET", "/-/explain?url=/a&client=nobody"))
                    .startsWith("HTTP/1.1 400")
                    .contains("no address");
            assertThat(gateway.manage("GET", "/-/explain?url=/a&at=noon"))
                    .startsWith("HTTP/1.1 400")
                    .contains("2026-03-01T08:30:00Z");
        }
    }

    @Test
    void theClientBehindATrustedProxyIsTheOneThatCounts() {
        try (RunningGateway gateway = RunningGateway.of("""
                forwarding: {trustedProxies: [127.0.0.0/8]}
                upstreams: {one: {endpoints: ["127.0.0.1:%d"]}, two: {endpoints: ["127.0.0.1:%d"]}}
                routes: [{name: inside, upstream: two, clients: [10.0.0.0/8]}, {name: usual, upstream: one}]
                """.formatted(one.port(), two.port()))) {
            assertThat(ask(gateway, "X-Forwarded-For: 10.1.1.1")).isEqualTo("two");
            assertThat(ask(gateway, "X-Forwarded-For: 11.1.1.1")).isEqualTo("one");
        }
    }

    @Test
    void aSnapshotPrintsWhatReproducesIt() {
        try (RunningGateway gateway = gateway("""
                {name: r, split: [{upstream: one, weight: 1}, {upstream: two, weight: 0}], stickTo: {header: X},
                 mirror: {upstream: two, share: 1%}, fault: {delay: {time: 1s, share: 0.01%}, byHeader: true},
                 windows: [{from: "08:00", days: [mon], zone: Asia/Shanghai}], exceptClients: [10.0.0.0/8]}
                """)) {
            String answer = gateway.manage("GET", "/-/snapshot");
            String yaml = answer.substring(answer.indexOf("\r\n\r\n") + 4);
            assertThat(RunningGateway.spec(yaml))
                    .isEqualTo(
                            Objects.requireNonNull(gateway.gateway().snapshot().spec()));
        }
    }
}
