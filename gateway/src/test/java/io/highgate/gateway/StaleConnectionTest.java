package io.highgate.gateway;

import io.highgate.testkit.Origin;
import io.highgate.testkit.Wire;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A kept connection may die just when it is used again: the client notices only where it must. */
@Timeout(30)
class StaleConnectionTest {

    private static final String GET = "GET / HTTP/1.1\r\nHost: t\r\n\r\n";
    private static final String PUT = "PUT / HTTP/1.1\r\nHost: t\r\n";
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    /** What is done with the second request of the first connection. */
    private interface Death {
        void die(Wire wire) throws Exception;
    }

    /** Answers once, dies of the next request; connections after the first one answer with what they got. */
    private static Origin dyingOnce(Death death) {
        AtomicInteger connection = new AtomicInteger();
        return Origin.scripted(wire -> {
            if (connection.incrementAndGet() == 1) {
                wire.readHead();
                wire.send(OK);
                death.die(wire);
                return;
            }
            while (true) {
                String head = wire.readHead();
                boolean chunked = head.contains("chunked");
                String body = chunked ? wire.readThrough("0\r\n\r\n") : wire.read(Wire.contentLength(head));
                String echo = head.substring(0, head.indexOf(' ')) + "=" + body;
                wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + echo.length() + "\r\n\r\n" + echo);
            }
        });
    }

    private static void readAndClose(Wire wire) {
        wire.readHead();
    }

    private static void readAndReset(Wire wire) {
        wire.readHead();
        wire.reset();
    }

    /** Without the retries of the upstream: what is shown here happens below them. */
    private static RunningGateway before(Origin origin) {
        return RunningGateway.of("""
            upstreams: {origin: {endpoints: ["127.0.0.1:%d"], retry: {count: 0}}}
            routes: [{name: all, upstream: origin}]
            """.formatted(origin.port()));
    }

    @ParameterizedTest
    @CsvSource({
        "true, 'GET / HTTP/1.1\r\nHost: t\r\n\r\n', GET=",
        "false, 'GET / HTTP/1.1\r\nHost: t\r\n\r\n', GET=",
        "true, 'DELETE / HTTP/1.1\r\nHost: t\r\n\r\n', DELETE=",
        "true, 'PUT / HTTP/1.1\r\nHost: t\r\nContent-Length: 4\r\n\r\nbody', PUT=body",
        "false, 'PUT / HTTP/1.1\r\nHost: t\r\nContent-Length: 4\r\n\r\nbody', PUT=body",
        "false, 'PUT / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n', body"
    })
    void aRequestThatMayBeRepeatedIsSentAgain(boolean reset, String request, String echo) {
        try (Origin origin = dyingOnce(reset ? StaleConnectionTest::readAndReset : StaleConnectionTest::readAndClose);
                RunningGateway gateway = before(origin);
                Wire client = gateway.connect()) {
            client.send(GET).readAnswer();
            assertThat(client.send(request).readAnswer())
                    .startsWith("HTTP/1.1 200 ")
                    .contains(echo);
            assertThat(origin.connections()).isEqualTo(2);
        }
    }

    @Test
    void aBodyThatIsStillComingGoesOnOverTheOtherConnection() throws Exception {
        CountDownLatch dead = new CountDownLatch(1);
        try (Origin origin = dyingOnce(wire -> {
                    wire.readThrough("first");
                    wire.reset();
                    dead.countDown();
                });
                RunningGateway gateway = before(origin);
                Wire client = gateway.connect()) {
            client.send(GET).readAnswer();
            client.send(PUT + "Content-Length: 11\r\n\r\nfirst");
            assertThat(dead.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(client.send("second").readAnswer()).endsWith("PUT=firstsecond");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPostIsNotSentAgainBecauseItMayHaveBeenDone(boolean reset) {
        try (Origin origin = dyingOnce(reset ? StaleConnectionTest::readAndReset : StaleConnectionTest::readAndClose);
                RunningGateway gateway = before(origin);
                Wire client = gateway.connect()) {
            client.send(GET).readAnswer();
            assertThat(client.send("POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 4\r\n\r\nbody")
                            .readAnswer())
                    .startsWith("HTTP/1.1 502 ")
                    .contains("UPSTREAM_RESET");
            assertThat(origin.connections()).isEqualTo(1);
        }
    }

    @Test
    void aBodyLargerThanWhatIsHeldIsNotSentAgain() {
        try (Origin origin = dyingOnce(wire -> {
                    wire.readHead();
                    wire.read(100_000);
                    wire.reset();
                });
                RunningGateway gateway = before(origin);
                Wire client = gateway.connect()) {
            client.send(GET).readAnswer();
            client.send(PUT + "Content-Length: 100001\r\n\r\n" + "x".repeat(100_000));
            assertThat(client.readAnswer()).startsWith("HTTP/1.1 502 ").contains("UPSTREAM_RESET");
            assertThat(origin.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"H", "HTTP/1.1 200 OK\r\nContent-Len", "HTTP/1.1 103 Early Hints\r\n\r\n"})
    void anAnswerThatHasBegunIsNotAskedForAgain(String part) {
        try (Origin origin = dyingOnce(wire -> {
                    wire.readHead();
                    wire.send(part);
                });
                RunningGateway gateway = before(origin);
                Wire client = gateway.connect()) {
            client.send(GET).readAnswer();
            assertThat(client.send(GET).readThrough("UPSTREAM_RESET\r\n")).contains("HTTP/1.1 502 ");
            assertThat(origin.connections()).isEqualTo(1);
        }
    }

    @Test
    void aNewConnectionThatDiesIsNotStaleAndNothingIsTriedMoreThanTwice() {
        Queue<String> heads = new ConcurrentLinkedQueue<>();
        try (Origin origin = Origin.scripted(wire -> {
                    heads.add(wire.readHead());
                    if (heads.size() == 1) {
                        wire.send(OK);
                        heads.add(wire.readHead());
                    }
                });
                RunningGateway gateway = before(origin);
                Wire client = gateway.connect()) {
            client.send(GET).readAnswer();
            assertThat(client.send(GET).readAnswer()).startsWith("HTTP/1.1 502 ");
            assertThat(heads).hasSize(3);
            assertThat(client.send(GET).readAnswer()).startsWith("HTTP/1.1 502 ");
            assertThat(heads).hasSize(4);
        }
    }

    @ParameterizedTest
    @CsvSource({"timeout=1, 2", "'timeout=0', 2", "'max=5, TIMEOUT=1', 2", "timeout=60, 1", "timeout, 1", "'', 1"})
    void aConnectionIsNotKeptAsLongAsTheEndpointStatesBecauseItsCloseWouldCrossOurRequest(
            String stated, int connections) {
        try (Origin origin = Origin.answering(
                        "HTTP/1.1 200 OK\r\nKeep-Alive: " + stated + "\r\nContent-Length: 2\r\n\r\nok");
                RunningGateway gateway = before(origin);
                Wire client = gateway.connect()) {
            assertThat(client.send(GET).readAnswer()).doesNotContain("Keep-Alive");
            client.send(GET).readAnswer();
            assertThat(origin.connections()).isEqualTo(connections);
        }
    }

    @Test
    void aConnectionIsClosedASecondBeforeTheEndpointWould() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        try (Origin origin = Origin.scripted(wire -> {
                    wire.readHead();
                    wire.send("HTTP/1.1 200 OK\r\nKeep-Alive: timeout=2\r\nContent-Length: 2\r\n\r\nok");
                    if (wire.isEnded()) {
                        closed.countDown();
                    }
                });
                RunningGateway gateway = RunningGateway.of("""
                    upstreams: {origin: {endpoints: ["127.0.0.1:%d"], keepAlive: 60s}}
                    routes: [{name: all, upstream: origin}]
                    """.formatted(origin.port()))) {
            gateway.get("/");
            assertThat(closed.await(1_900, TimeUnit.MILLISECONDS)).isTrue();
        }
    }
}
