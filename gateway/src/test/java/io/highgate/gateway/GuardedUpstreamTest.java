package io.highgate.gateway;

import io.highgate.testkit.Origin;
import io.highgate.testkit.Wire;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How an upstream that fails is left alone, and found well again: health, circuit, room. */
class GuardedUpstreamTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nwell";
    private static final String BROKEN = "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 6\r\n\r\nbroken";
    private static final String GET = "GET / HTTP/1.1\r\nHost: test\r\n\r\n";

    private static RunningGateway before(int port, String settings) {
        return RunningGateway.of("""
                upstreams: {origin: {endpoints: ["127.0.0.1:%d"], %s}}
                routes: [{name: all, upstream: origin}]
                """.formatted(port, settings));
    }

    private static Origin answering(AtomicBoolean well, AtomicInteger asked) {
        return Origin.scripted(wire -> {
            wire.readHead();
            asked.incrementAndGet();
            wire.send(well.get() ? OK : BROKEN);
        });
    }

    @Test
    void anOpenCircuitAnswersAtOnceAndClosesWhenProbesSucceed() {
        AtomicBoolean well = new AtomicBoolean();
        AtomicInteger asked = new AtomicInteger();
        try (Origin origin = answering(well, asked);
                RunningGateway gateway = before(
                        origin.port(), "breaker: {consecutiveFailures: 3, openFor: 300ms, successesToClose: 1}")) {
            for (int i = 0; i < 3; i++) {
                assertThat(gateway.ask(GET)).startsWith("HTTP/1.1 500");
            }
            assertThat(gateway.ask(GET)).startsWith("HTTP/1.1 503").contains("CIRCUIT_OPEN", "Retry-After: 1\r\n");
            assertThat(asked).hasValue(3);
            assertThat(gateway.manage("GET", "/metrics"))
                    .contains("highgate_upstream_circuit_refusals_total{upstream=\"origin\"} 1");
            well.set(true);
            RunningGateway.eventually(() -> gateway.ask(GET).startsWith("HTTP/1.1 200"));
            assertThat(gateway.ask(GET)).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void aCircuitOfARouteStopsThatRouteOnlyAndOutlivesAReload() {
        String config = """
                upstreams:
                  origin:
                    endpoints: ["127.0.0.1:%d"]
                    breaker: {consecutiveFailures: 2, openFor: 60s, scope: route}
                routes: [{name: bad, path: /bad, upstream: origin}, {name: good, path: /good, upstream: origin}%s]
                """;
        try (Origin origin = Origin.scripted(wire -> wire.send(wire.readHead().startsWith("GET /bad") ? BROKEN : OK));
                RunningGateway gateway = RunningGateway.of(config.formatted(origin.port(), ""))) {
            assertThat(gateway.get("/bad")).startsWith("HTTP/1.1 500");
            assertThat(gateway.get("/good")).startsWith("HTTP/1.1 200");
            assertThat(gateway.get("/bad")).startsWith("HTTP/1.1 500");
            assertThat(gateway.get("/bad")).startsWith("HTTP/1.1 503").contains("CIRCUIT_OPEN");
            assertThat(gateway.get("/good")).startsWith("HTTP/1.1 200");
            assertThat(gateway.manage("GET", "/-/endpoints")).contains("\"circuit\":\"open\"");
            gateway.gateway()
                    .publish(RunningGateway.spec(config.formatted(origin.port(), ", {name: more, respond: {}}")));
            assertThat(gateway.get("/bad")).startsWith("HTTP/1.1 503").contains("CIRCUIT_OPEN");
            assertThat(gateway.get("/good")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void aConfigurationThatIsRefusedLeavesHealthAndCircuitsAlone() {
        AtomicBoolean well = new AtomicBoolean();
        AtomicInteger asked = new AtomicInteger();
        String config = """
                listeners: [{bind: "127.0.0.1:0"}%s]
                upstreams: {origin: {endpoints: ["127.0.0.1:%d"], %s}}
                routes: [{name: all, upstream: origin}]
                """;
        try (Origin origin = answering(well, asked);
                RunningGateway gateway = RunningGateway.of(
                        config.formatted(
                                "",
                                origin.port(),
                                "breaker: {consecutiveFailures: 1, openFor: 60s}, health: {active: {path: /up, interval: 100ms}}"))) {
            String taken = ", {name: more, bind: \"127.0.0.1:" + origin.port() + "\"}";
            assertThat(gateway.gateway()
                            .publish(RunningGateway.spec(config.formatted(taken, origin.port(), "retry: {count: 0}"))))
                    .isInstanceOf(Publication.Refused.class);
            int before = asked.get();
            RunningGateway.eventually(() -> asked.get() > before + 1); // probes go on
            RunningGateway.eventually(() -> gateway.ask(GET).contains("CIRCUIT_OPEN")); // and so does the circuit
        }
    }

    @Test
    void theGatewaysOwnRefusalsDoNotKeepACircuitOpen() {
        AtomicBoolean well = new AtomicBoolean();
        AtomicInteger asked = new AtomicInteger();
        try (Origin origin = answering(well, asked);
                RunningGateway gateway = before(
                        origin.port(), "breaker: {consecutiveFailures: 1, openFor: 200ms, successesToClose: 1}")) {
            assertThat(gateway.ask(GET)).startsWith("HTTP/1.1 500");
            well.set(true);
            for (int i = 0; i < 20; i++) {
                gateway.ask(GET);
            }
            RunningGateway.eventually(() -> gateway.ask(GET).startsWith("HTTP/1.1 200"));
        }
    }

    @Test
    void probesTakeAnEndpointOutAndBringItBack() {
        AtomicBoolean well = new AtomicBoolean(true);
        AtomicInteger asked = new AtomicInteger();
        try (Origin origin = answering(well, asked);
                RunningGateway gateway = before(
                        origin.port(),
                        "health: {active: {path: /up, interval: 500ms, unhealthyAfter: 2}, failOpenBelow: 0%}")) {
            assertThat(gateway.ask(GET)).startsWith("HTTP/1.1 200");
            well.set(false);
            RunningGateway.eventually(() -> gateway.ask(GET).contains("NO_ENDPOINT"));
            assertThat(gateway.ask(GET)).startsWith("HTTP/1.1 503").contains("its probes failed");
            assertThat(gateway.manage("GET", "/-/endpoints")).contains("it answered 500, not 200 to 299");
            well.set(true);
            RunningGateway.eventually(() -> gateway.ask(GET).startsWith("HTTP/1.1 200"));
        }
    }

    @Test
    void whenAllAreDownByTheirProbesTheyAreAskedAllTheSame() {
        AtomicInteger asked = new AtomicInteger();
        try (Origin origin = Origin.scripted(wire -> {
                    boolean probe = wire.readHead().startsWith("GET /up");
                    asked.incrementAndGet();
                    wire.send(probe ? BROKEN : OK);
                });
                RunningGateway gateway = before(
                        origin.port(),
                        "health: {active: {path: /up, interval: 100ms, unhealthyAfter: 1}, failOpenBelow: 10%}")) {
            RunningGateway.eventually(() ->
                    gateway.manage("GET", "/metrics").contains("highgate_upstream_panicking{upstream=\"origin\"} 1.0"));
            assertThat(gateway.ask(GET)).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void whereNobodyListensRequestsAreRefusedAtOnceUntilSomebodyDoes() throws Exception {
        Origin first = Origin.answering(OK);
        int port = first.port();
        first.close();
        try (RunningGateway gateway = before(port, "retry: {count: 0}")) {
            assertThat(gateway.ask(GET)).startsWith("HTTP/1.1 502").contains("CONNECT_FAILED");
            assertThat(gateway.ask(GET)).startsWith("HTTP/1.1 503").contains("NO_ENDPOINT", "refuses connections");
            try (java.net.ServerSocket back = new java.net.ServerSocket()) {
                back.setReuseAddress(true);
                back.bind(new java.net.InetSocketAddress(java.net.InetAddress.getLoopbackAddress(), port));
                RunningGateway.eventually(
                        () -> gateway.manage("GET", "/-/endpoints").contains("\"state\":\"up\""));
            }
        }
    }

    @Test
    void requestsBeyondTheRoomWaitAndBeyondTheLineAreRefused() throws Exception {
        CountDownLatch firstIsIn = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (Origin origin = Origin.scripted(wire -> {
                    wire.readHead();
                    firstIsIn.countDown();
                    goOn.await();
                    wire.send(OK);
                });
                RunningGateway gateway =
                        before(origin.port(), "concurrency: {inFlight: 1, pending: 1, pendingTimeout: 20s}");
                Wire one = Wire.to(gateway.port());
                Wire two = Wire.to(gateway.port())) {
            one.send(GET);
            firstIsIn.await();
            two.send(GET);
            RunningGateway.eventually(() ->
                    gateway.manage("GET", "/metrics").contains("highgate_upstream_waiting{upstream=\"origin\"} 1.0"));
            assertThat(gateway.ask(GET)).startsWith("HTTP/1.1 503").contains("OVERLOADED", "concurrency.pending");
            goOn.countDown();
            assertThat(one.readAnswer()).startsWith("HTTP/1.1 200");
            assertThat(two.readAnswer()).startsWith("HTTP/1.1 200");
            RunningGateway.eventually(() -> gateway.ask(GET).startsWith("HTTP/1.1 200"));
        }
    }

    @Test
    void whoWaitsTooLongIsToldSoAndWhoLeavesMakesRoom() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch firstIsIn = new CountDownLatch(1);
        try (Origin origin = Origin.scripted(wire -> {
                    wire.readHead();
                    firstIsIn.countDown();
                    goOn.await();
                    wire.send(OK);
                });
                RunningGateway gateway =
                        before(origin.port(), "concurrency: {inFlight: 1, pending: 2, pendingTimeout: 300ms}");
                Wire one = Wire.to(gateway.port())) {
            one.send(GET);
            firstIsIn.await();
            assertThat(gateway.ask(GET)).startsWith("HTTP/1.1 503").contains("concurrency.pendingTimeout");
            try (Wire leaves = Wire.to(gateway.port())) {
                leaves.send(GET);
            }
            goOn.countDown();
            assertThat(one.readAnswer()).startsWith("HTTP/1.1 200");
            RunningGateway.eventually(() -> gateway.ask(GET).startsWith("HTTP/1.1 200"));
        }
    }

    @Test
    void whoIsMuchSlowerThanItsPeersIsLeftOut() {
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        try (Origin slow = Origin.scripted(wire -> {
                    wire.readHead();
                    asked.incrementAndGet();
                    never.await(80, TimeUnit.MILLISECONDS);
                    wire.send(OK);
                });
                Origin quick = Origin.answering(OK);
                Origin third = Origin.answering(OK);
                RunningGateway gateway = RunningGateway.of("""
                upstreams:
                  origin:
                    endpoints: ["127.0.0.1:%d", "127.0.0.1:%d", "127.0.0.1:%d"]
                    health: {passive: {slowerThanPeers: 3, minimumVolume: 5}}
                routes: [{name: all, upstream: origin}]
                """.formatted(slow.port(), quick.port(), third.port()))) {
            RunningGateway.eventually(() -> {
                assertThat(gateway.ask(GET)).startsWith("HTTP/1.1 200");
                return gateway.manage("GET", "/-/endpoints").contains("ms where its peers take");
            });
            int before = asked.get();
            for (int i = 0; i < 12; i++) {
                assertThat(gateway.ask(GET)).startsWith("HTTP/1.1 200");
            }
            assertThat(asked).hasValue(before);
        }
    }

    @Test
    void anOperatorTakesAnEndpointOutAndBringsItBack() {
        try (Origin origin = Origin.echoing();
                RunningGateway gateway = before(origin.port(), "slowStart: 1s")) {
            String at = "?upstream=origin&endpoint=127.0.0.1:" + origin.port();
            assertThat(gateway.manage("POST", "/-/endpoints/drain" + at)).startsWith("HTTP/1.1 200");
            assertThat(gateway.ask(GET)).startsWith("HTTP/1.1 503").contains("taken out by hand");
            assertThat(gateway.manage("GET", "/-/explain?url=/"))
                    .contains("\"balancer\":\"round-robin\"", "\"usable\":false", "taken out by hand");
            assertThat(gateway.manage("POST", "/-/endpoints/restore" + at)).startsWith("HTTP/1.1 200");
            assertThat(gateway.ask(GET)).startsWith("HTTP/1.1 200");
            assertThat(gateway.manage("POST", "/-/endpoints/drain?upstream=origin&endpoint=x:1"))
                    .startsWith("HTTP/1.1 404");
            assertThat(gateway.manage("POST", "/-/endpoints/drain")).startsWith("HTTP/1.1 400");
            assertThat(gateway.manage("GET", "/-/endpoints/drain" + at)).startsWith("HTTP/1.1 405");
        }
    }
}
