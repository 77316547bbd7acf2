package io.highgate.gateway;

import io.highgate.testkit.Origin;
import io.highgate.testkit.Wire;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** Each limit holds, says its name, and is counted. */
@Timeout(30)
class LimitsTest {

    private static final String GET = "GET / HTTP/1.1\r\nHost: test\r\n\r\n";
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    /** An origin that answers when the latch is down. */
    private static Origin waiting(CountDownLatch answer) {
        return Origin.scripted(wire -> {
            while (true) {
                wire.readHead();
                answer.await(10, TimeUnit.SECONDS);
                wire.send(OK);
            }
        });
    }

    @Test
    void connectionsBeyondTheLimitAreClosedAtOnceAndCounted() {
        try (Origin origin = Origin.answering(OK);
                RunningGateway gateway = RunningGateway.before(origin.port(), "limits: {connections: 2}\n");
                Wire one = gateway.connect();
                Wire two = gateway.connect()) {
            assertThat(one.send(GET).readAnswer()).startsWith("HTTP/1.1 200");
            assertThat(two.send(GET).readAnswer()).startsWith("HTTP/1.1 200");
            try (Wire three = gateway.connect()) {
                assertThat(three.isEnded()).isTrue();
            }
            assertThat(gateway.manage("GET", "/metrics"))
                    .contains("highgate_limit_connections_hits_total{listener=\"main\"} 1.0")
                    .contains("highgate_connections{listener=\"main\"} 2.0");
            one.reset();
            RunningGateway.eventually(
                    () -> gateway.manage("GET", "/metrics").contains("highgate_connections{listener=\"main\"} 1.0"));
            assertThat(gateway.get("/")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void requestsBeyondTheLimitAreAnsweredOverloadedAndCounted() {
        CountDownLatch answer = new CountDownLatch(1);
        try (Origin origin = waiting(answer);
                RunningGateway gateway = RunningGateway.before(origin.port(), "limits: {inFlight: 1}\n");
                Wire first = gateway.connect();
                Wire second = gateway.connect()) {
            first.send(GET);
            RunningGateway.eventually(() -> gateway.gateway().inFlight() == 1);
            assertThat(second.send(GET).readAnswer())
                    .startsWith("HTTP/1.1 503 ")
                    .contains("X-Highgate-Reason: OVERLOADED\r\n")
                    .contains("Retry-After: 1\r\n")
                    .contains("limits.inFlight");
            answer.countDown();
            assertThat(first.readAnswer()).endsWith("ok");
            RunningGateway.eventually(() -> gateway.gateway().inFlight() == 0);
            assertThat(second.send(GET).readAnswer()).endsWith("ok");
            assertThat(gateway.manage("GET", "/metrics"))
                    .contains("highgate_limit_in_flight_hits_total 1.0")
                    .contains("highgate_failures_total{reason=\"OVERLOADED\"} 1.0");
        }
    }

    @Test
    void connectionsToAnEndpointAreLimitedAndCountedOut() {
        CountDownLatch answer = new CountDownLatch(1);
        try (Origin origin = waiting(answer);
                RunningGateway gateway = RunningGateway.of("""
                    upstreams: {origin: {endpoints: ["127.0.0.1:%d"], maxConnections: 1}}
                    routes: [{name: all, upstream: origin}]
                    """.formatted(origin.port()));
                Wire first = gateway.connect();
                Wire second = gateway.connect()) {
            first.send(GET);
            RunningGateway.eventually(() -> origin.connections() == 1);
            assertThat(second.send(GET).readAnswer())
                    .startsWith("HTTP/1.1 503 ")
                    .contains("upstreams.origin.maxConnections");
            answer.countDown();
            assertThat(first.readAnswer()).endsWith("ok");
        }
    }

    @Test
    void anEndpointThatCannotBeReachedLeavesNoConnectionBehind() {
        int nobody;
        try (Origin origin = Origin.answering(OK)) {
            nobody = origin.port();
        }
        try (RunningGateway gateway = RunningGateway.before(nobody)) {
            assertThat(gateway.get("/")).contains("CONNECT_FAILED");
            assertThat(gateway.get("/")).contains("NO_ENDPOINT");
            RunningGateway.eventually(
                    () -> gateway.manage("GET", "/-/endpoints").contains("\"connections\":0"));
            assertThat(gateway.manage("GET", "/-/endpoints"))
                    .contains("\"attempts\":1")
                    .contains("\"failures\":1");
        }
    }

    @Test
    void aClientThatStopsSendingItsBodyGets408() {
        try (Origin origin = Origin.echoing();
                RunningGateway gateway = RunningGateway.before(origin.port(), "timeouts: {idle: 200ms}\n");
                Wire client = gateway.connect()) {
            client.send("POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 9\r\n\r\nhalf");
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 408 ").contains("the body");
        }
    }

    /** The reason used to be CLIENT_GONE: closing the client's connection was taken for its leaving. */
    @Test
    void anUpstreamThatStopsInTheMiddleOfItsAnswerIsCutOffAndNamed() {
        try (Origin origin = Origin.scripted(wire -> {
                    wire.readHead();
                    wire.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf");
                    wire.isEnded();
                });
                RunningGateway gateway = RunningGateway.before(origin.port(), "timeouts: {idle: 200ms}\n");
                Wire client = gateway.connect()) {
            assertThat(client.send(GET).readToEnd()).endsWith("\r\n\r\nhalf");
            RunningGateway.eventually(() -> gateway.manage("GET", "/metrics")
                    .contains("highgate_failures_total{reason=\"UPSTREAM_TIMEOUT\"} 1.0"));
            assertThat(gateway.manage("GET", "/metrics")).doesNotContain("CLIENT_GONE");
        }
    }

    @Test
    void aRoutesOwnTimeoutWinsOverTheUpstreams() {
        CountDownLatch never = new CountDownLatch(1);
        try (Origin origin = waiting(never);
                RunningGateway gateway = RunningGateway.of("""
                    upstreams: {origin: {endpoints: ["127.0.0.1:%d"], perTryTimeout: 20s}}
                    routes: [{name: all, upstream: origin, timeout: 200ms}]
                    """.formatted(origin.port()))) {
            assertThat(gateway.get("/")).startsWith("HTTP/1.1 504 ");
            never.countDown();
        }
    }

    /** What the origin can hand over while nobody reads is what kernel and high-water marks hold. */
    @Test
    void anOriginIsPausedWhileItsClientDoesNotRead() throws Exception {
        AtomicLong sent = new AtomicLong();
        long all = 256L * 1024 * 1024;
        CountDownLatch paused = new CountDownLatch(1);
        try (Origin origin = Origin.scripted(wire -> {
                    wire.readHead();
                    wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + all + "\r\n\r\n");
                    byte[] block = new byte[64 * 1024];
                    while (sent.get() < all) {
                        wire.send(block);
                        sent.addAndGet(block.length);
                    }
                });
                RunningGateway gateway = RunningGateway.before(origin.port());
                Wire client = gateway.connect()) {
            client.send(GET + "").readHead();
            long before = -1;
            while (sent.get() != before) {
                before = sent.get();
                assertThat(paused.await(300, TimeUnit.MILLISECONDS)).isFalse();
            }
            assertThat(sent.get()).isLessThan(64L * 1024 * 1024);
            assertThat(client.read((int) all)).hasSize((int) all);
        }
    }

    @Test
    void aClientThatDoesNotReadForTooLongIsCutOff() {
        byte[] block = new byte[1024 * 1024];
        try (Origin origin = Origin.scripted(wire -> {
                    wire.readHead();
                    wire.send("HTTP/1.1 200 OK\r\n\r\n");
                    while (true) {
                        wire.send(block);
                    }
                });
                RunningGateway gateway = RunningGateway.before(origin.port(), "timeouts: {idle: 300ms}\n");
                Wire client = gateway.connect()) {
            client.send(GET).readHead();
            RunningGateway.eventually(() -> gateway.gateway().inFlight() == 0);
            RunningGateway.eventually(
                    () -> gateway.manage("GET", "/-/endpoints").contains("\"connections\":0"));
        }
    }
}
