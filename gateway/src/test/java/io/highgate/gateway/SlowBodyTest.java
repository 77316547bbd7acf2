package io.highgate.gateway;

import io.highgate.testkit.Origin;
import io.highgate.testkit.Wire;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A body comes at a least rate, as long as it is the client that is waited for. */
@Timeout(30)
class SlowBodyTest {

    private static final String STRICT = """
            limits: {minBodyRate: 1000B}
            timeouts: {bodyGrace: 300ms}
            """;
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private static String head(String framing) {
        return "POST / HTTP/1.1\r\nHost: t\r\n" + framing + "\r\n\r\n";
    }

    /** Nothing happens for so long; a latch that never falls, since a test does not sleep. */
    private static void pass(long millis) throws InterruptedException {
        assertThat(new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS)).isFalse();
    }

    /** An origin that takes a request and says nothing. */
    private static Origin listening() {
        return Origin.scripted(Wire::drain);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 9000\r\n\r\n",
                "Content-Length: 9000\r\n\r\nhalf",
                "Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n",
                "Transfer-Encoding: chunked\r\n\r\n1;extension",
            })
    void aBodyThatTricklesIsAnswered408AndCounted(String start) {
        try (Origin origin = listening();
                RunningGateway gateway = RunningGateway.before(origin.port(), STRICT);
                Wire client = gateway.connect()) {
            client.send("POST / HTTP/1.1\r\nHost: t\r\n" + start);
            assertThat(client.readToEnd())
                    .startsWith("HTTP/1.1 408 ")
                    .contains("X-Highgate-Reason: BODY_TOO_SLOW\r\n")
                    .contains("limits.minBodyRate");
            assertThat(gateway.manage("GET", "/metrics"))
                    .contains("highgate_failures_total{reason=\"BODY_TOO_SLOW\"} 1.0");
        }
    }

    @Test
    void aBurstDoesNotBuyTimeToTrickle() {
        try (Origin origin = listening();
                RunningGateway gateway = RunningGateway.before(origin.port(), STRICT);
                Wire client = gateway.connect()) {
            client.send(head("Content-Length: 999999") + "x".repeat(100_000));
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 408 ");
        }
    }

    @Test
    void aBodyThatComesAtTheRateIsForwarded() throws InterruptedException {
        try (Origin origin = Origin.echoing();
                RunningGateway gateway = RunningGateway.before(origin.port(), STRICT.replace("300ms", "1s"));
                Wire client = gateway.connect()) {
            client.send(head("Content-Length: 4500"));
            for (int i = 0; i < 15; i++) {
                client.send("x".repeat(300));
                pass(100);
            }
            assertThat(client.readAnswer()).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void anUpstreamThatReadsSlowlyIsNotTheClientsFault() throws InterruptedException {
        int size = 16 * 1024 * 1024;
        try (Origin origin = Origin.scripted(wire -> {
                    wire.readHead();
                    pass(1500);
                    wire.read(size);
                    wire.send(OK);
                });
                RunningGateway gateway = RunningGateway.before(origin.port(), STRICT);
                Wire client = gateway.connect()) {
            client.send(head("Content-Length: " + size)).send(new byte[size]);
            assertThat(client.readAnswer()).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void aClientThatAwaits100ContinueMayWaitAsLongAsTheUpstreamTakes() {
        try (Origin origin = Origin.scripted(wire -> {
                    wire.readHead();
                    pass(900);
                    wire.send("HTTP/1.1 100 Continue\r\n\r\n");
                    wire.read(4);
                    wire.send(OK);
                });
                RunningGateway gateway = RunningGateway.before(origin.port(), STRICT);
                Wire client = gateway.connect()) {
            client.send(head("Expect: 100-continue\r\nContent-Length: 4"));
            assertThat(client.readHead()).startsWith("HTTP/1.1 100");
            assertThat(client.send("body").readAnswer()).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void whoIsAnsweredAlreadyMaySendSlowly() throws InterruptedException {
        try (Origin origin = Origin.scripted(wire -> {
                    wire.readHead();
                    wire.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n");
                    wire.send(wire.read(4));
                });
                RunningGateway gateway = RunningGateway.before(origin.port(), STRICT);
                Wire client = gateway.connect()) {
            assertThat(client.send(head("Content-Length: 4") + "ab").readHead()).startsWith("HTTP/1.1 200");
            pass(900);
            assertThat(client.send("cd").read(4)).isEqualTo("abcd");
        }
    }

    @Test
    void aNewConfigurationSetsTheRateForRequestsToCome() throws InterruptedException {
        try (Origin origin = Origin.echoing();
                RunningGateway gateway = RunningGateway.before(origin.port(), STRICT.replace("1000B", "0B"));
                Wire before = gateway.connect();
                Wire after = gateway.connect()) {
            before.send(head("Content-Length: 4") + "ab");
            pass(900);
            gateway.gateway().publish(RunningGateway.spec(RunningGateway.toOrigin(origin.port()) + STRICT));
            assertThat(after.send(head("Content-Length: 4") + "ab").readToEnd()).startsWith("HTTP/1.1 408 ");
            assertThat(before.send("cd").readAnswer())
                    .startsWith("HTTP/1.1 200")
                    .endsWith("abcd");
        }
    }

    /** The watch over a client that does not read took the place of the one over its body, which then never ended. */
    @Test
    void aClientThatReadsButStopsSendingIsCutOff() throws InterruptedException {
        byte[] block = new byte[1024 * 1024];
        try (Origin origin = Origin.scripted(wire -> {
                    wire.readHead();
                    wire.send("HTTP/1.1 200 OK\r\n\r\n");
                    while (true) {
                        wire.send(block);
                    }
                });
                RunningGateway gateway = RunningGateway.before(origin.port(), "timeouts: {idle: 700ms}\n");
                Wire client = gateway.connect()) {
            client.send(head("Content-Length: 9") + "half").readHead();
            pass(300);
            client.drain();
            RunningGateway.eventually(() -> gateway.gateway().inFlight() == 0);
        }
    }
}
