package io.highgate.gateway;

import io.highgate.testkit.Origin;
import io.highgate.testkit.Wire;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** How long the client waits, in its own words: kept to, and handed on. */
class DeadlineTest {

    private static RunningGateway before(Origin origin, String forwarding, String upstream) {
        return RunningGateway.of("""
                forwarding: {%s}
                upstreams: {origin: {endpoints: ["127.0.0.1:%d"]%s}}
                routes: [{name: all, upstream: origin}]
                """.formatted(forwarding, origin.port(), upstream));
    }

    private static String get(String... fields) {
        return "GET / HTTP/1.1\r\nHost: test\r\n" + String.join("\r\n", fields) + "\r\n\r\n";
    }

    @Test
    void whatIsLeftIsHandedOn() {
        try (Origin origin = Origin.echoing();
                RunningGateway gateway = before(origin, "", "")) {
            assertThat(gateway.ask(get("X-Request-Timeout: 20s")))
                    .containsPattern("(?i)x-request-timeout: (19\\d{3}|20000)ms");
            assertThat(gateway.ask(get("X-Other: 1"))).doesNotContainIgnoringCase("x-request-timeout");
        }
    }

    @Test
    void whenTheTimeIsUpTheRequestEndsAndSoDoesTheWorkBehind() throws Exception {
        CountDownLatch left = new CountDownLatch(1);
        try (Origin silent = Origin.scripted(wire -> {
                    wire.readHead();
                    if (wire.isEnded()) {
                        left.countDown();
                    }
                });
                RunningGateway gateway = before(silent, "", ", retry: {count: 0}")) {
            assertThat(gateway.ask(get("X-Request-Timeout: 300ms")))
                    .startsWith("HTTP/1.1 504")
                    .contains("UPSTREAM_TIMEOUT");
            left.await();
        }
    }

    @Test
    void itHoldsForAllOfTheAnswerAndAnOverallTimeoutOnlyForItsBeginning() {
        Origin.Script drips = wire -> {
            wire.readHead();
            wire.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            CountDownLatch never = new CountDownLatch(1);
            for (int i = 0; i < 8; i++) {
                wire.send("1\r\nx\r\n");
                never.await(100, java.util.concurrent.TimeUnit.MILLISECONDS);
            }
            wire.send("0\r\n\r\n");
        };
        try (Origin slow = Origin.scripted(drips);
                RunningGateway gateway = before(slow, "", ", overallTimeout: 300ms");
                Wire patient = gateway.connect();
                Wire hurried = gateway.connect()) {
            patient.send(get("X-Other: 1"));
            assertThat(patient.readThrough("\r\n0\r\n\r\n")).startsWith("HTTP/1.1 200");
            hurried.send(get("X-Request-Timeout: 300ms"));
            assertThat(hurried.readToEnd()).startsWith("HTTP/1.1 200").doesNotEndWith("0\r\n\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-1", "1h", "", "1s\r\nX-Request-Timeout: 1s"})
    void whatIsNoTimeIsRefused(String value) {
        try (Origin origin = Origin.echoing();
                RunningGateway gateway = before(origin, "", "")) {
            assertThat(gateway.ask(get("X-Request-Timeout: " + value)))
                    .startsWith("HTTP/1.1 400")
                    .containsIgnoringCase("x-request-timeout");
        }
    }

    @Test
    void theFieldHasAnotherNameOrNone() {
        AtomicReference<String> heard = new AtomicReference<>("");
        Origin.Script listening = wire -> {
            heard.set(wire.readHead());
            wire.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        };
        try (Origin origin = Origin.scripted(listening);
                RunningGateway other = before(origin, "timeoutHeader: X-Patience", "");
                RunningGateway none = before(origin, "timeoutHeader: 'off'", "")) {
            assertThat(other.ask(get("X-Patience: 5"))).startsWith("HTTP/1.1 200");
            assertThat(heard.get()).containsPattern("(?i)x-patience: (4\\d{3}|5000)ms");
            assertThat(none.ask(get("X-Request-Timeout: nonsense"))).startsWith("HTTP/1.1 200");
            assertThat(heard.get()).containsIgnoringCase("x-request-timeout: nonsense");
        }
    }
}
