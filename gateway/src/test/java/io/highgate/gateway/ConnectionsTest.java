package io.highgate.gateway;

import io.highgate.testkit.Origin;
import io.highgate.testkit.Wire;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Connections are kept while that is safe, and closed when it is not. */
@Timeout(30)
class ConnectionsTest {

    private static final String GET = "GET / HTTP/1.1\r\nHost: test\r\n\r\n";
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final String RESPOND = "routes: [{name: a, path: /a, respond: {body: x}}]\n";

    @Test
    void anIdleClientConnectionIsClosedInTime() {
        try (RunningGateway gateway = RunningGateway.of(RESPOND + "timeouts: {keepAlive: 200ms}\n");
                Wire client = gateway.connect()) {
            assertThat(client.send("GET /a HTTP/1.1\r\nHost: t\r\n\r\n").readAnswer())
                    .startsWith("HTTP/1.1 200");
            assertThat(client.readToEnd()).isEmpty();
        }
    }

    @Test
    void aConnectionServesSoManyRequestsAndSaysSoBeforeItCloses() {
        try (RunningGateway gateway = RunningGateway.of(RESPOND + "limits: {requestsPerConnection: 3}\n");
                Wire client = gateway.connect()) {
            String request = "GET /a HTTP/1.1\r\nHost: t\r\n\r\n";
            client.send(request.repeat(5));
            assertThat(client.readAnswer()).doesNotContain("Connection: close");
            assertThat(client.readAnswer()).doesNotContain("Connection: close");
            assertThat(client.readAnswer()).contains("Connection: close\r\n");
            assertThat(client.readToEnd()).isEmpty();
        }
    }

    @Test
    void aRequestThatAsksForItClosesItsConnection() {
        try (RunningGateway gateway = RunningGateway.of(RESPOND);
                Wire modern = gateway.connect();
                Wire old = gateway.connect();
                Wire kept = gateway.connect()) {
            assertThat(modern.send("GET /a HTTP/1.1\r\nHost: t\r\nConnection: Close\r\n\r\n")
                            .readToEnd())
                    .contains("Connection: close\r\n");
            assertThat(old.send("GET /a HTTP/1.0\r\n\r\n").readToEnd()).contains("Connection: close\r\n");
            String request = "GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n";
            assertThat(kept.send(request).readAnswer()).contains("Connection: keep-alive\r\n");
            assertThat(kept.send(request).readAnswer()).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void aRefusedRequestInThePipelineDoesNotHarmTheOthers() {
        try (RunningGateway gateway = RunningGateway.of(RESPOND);
                Wire client = gateway.connect()) {
            String good = "GET /a HTTP/1.1\r\nHost: t\r\n\r\n";
            String unknown = "POST /b HTTP/1.1\r\nHost: t\r\nContent-Length: 3\r\n\r\nabc";
            client.send(good + unknown + good + "nonsense\r\n\r\n" + good);
            assertThat(client.readAnswer()).startsWith("HTTP/1.1 200");
            assertThat(client.readAnswer()).startsWith("HTTP/1.1 404");
            assertThat(client.readAnswer()).startsWith("HTTP/1.1 200");
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 400").containsOnlyOnce("HTTP/1.1 ");
        }
    }

    @Test
    void aSmallUnreadBodyKeepsTheConnectionAndALargeOneClosesIt() {
        try (RunningGateway gateway = RunningGateway.of(RESPOND);
                Wire small = gateway.connect();
                Wire large = gateway.connect()) {
            String head = "POST /b HTTP/1.1\r\nHost: t\r\nContent-Length: ";
            small.send(head + "65536\r\n\r\n");
            assertThat(small.readAnswer()).startsWith("HTTP/1.1 404").doesNotContain("Connection: close");
            assertThat(small.send("x".repeat(65536) + "GET /a HTTP/1.1\r\nHost: t\r\n\r\n")
                            .readAnswer())
                    .startsWith("HTTP/1.1 200");
            assertThat(large.send(head + "65537\r\n\r\n").readToEnd())
                    .startsWith("HTTP/1.1 404")
                    .contains("Connection: close");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Expect: 100-continue\r\nContent-Length: 3", "Transfer-Encoding: chunked"})
    void aBodyThatMayNeverComeIsNotWaitedFor(String framing) {
        try (RunningGateway gateway = RunningGateway.of(RESPOND);
                Wire client = gateway.connect()) {
            assertThat(client.send("POST /b HTTP/1.1\r\nHost: t\r\n" + framing + "\r\n\r\n")
                            .readToEnd())
                    .startsWith("HTTP/1.1 404")
                    .contains("Connection: close");
        }
    }

    /** The end of sending came before the upstream was connected, and the request was dropped. */
    @Test
    void aClientMayEndItsSendingSideWithItsBody() {
        try (Origin origin = Origin.echoing();
                RunningGateway gateway = RunningGateway.before(origin.port())) {
            for (int i = 0; i < 20; i++) {
                try (Wire client = gateway.connect()) {
                    client.send("POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 4\r\n\r\nbody")
                            .finishSending();
                    assertThat(client.readToEnd()).startsWith("HTTP/1.1 200").endsWith("\r\n\r\nbody");
                }
            }
        }
    }

    @Test
    void aClientMayEndItsSendingSideBehindAPipelineAndGetsEveryAnswer() {
        try (Origin origin = Origin.echoing();
                RunningGateway gateway = RunningGateway.before(origin.port());
                Wire client = gateway.connect()) {
            client.send("GET /1 HTTP/1.1\r\nHost: t\r\n\r\nPOST /2 HTTP/1.1\r\nHost: t\r\nContent-Length: 2\r\n\r\nab"
                            + "GET /3 HTTP/1.1\r\nHost: t\r\n\r\n")
                    .finishSending();
            assertThat(client.readToEnd())
                    .contains("GET /1 ")
                    .contains("POST /2 ")
                    .contains("GET /3 ");
        }
    }

    /** The origin is silent: one that answers before the request has ended would make this a race. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "GET / HT",
                "GET / HTTP/1.1\r\nHost: t\r\n",
                "POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 9\r\n\r\nhalf",
                "POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"
            })
    void aClientThatEndsInTheMiddleOfARequestIsLetGo(String part) {
        try (Origin origin = Origin.scripted(Wire::drain);
                RunningGateway gateway = RunningGateway.before(origin.port());
                Wire client = gateway.connect()) {
            assertThat(client.send(part).finishSending().isEnded()).isTrue();
            RunningGateway.eventually(() -> gateway.gateway().inFlight() == 0);
        }
    }

    @Test
    void theUpstreamConnectionUsedLastIsUsedFirst() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        AtomicInteger connection = new AtomicInteger();
        try (Origin origin = Origin.scripted(wire -> {
                    int mine = connection.incrementAndGet();
                    wire.readHead();
                    both.countDown();
                    both.await(10, TimeUnit.SECONDS);
                    while (true) {
                        wire.send("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n" + mine);
                        wire.readHead();
                    }
                });
                RunningGateway gateway = RunningGateway.before(origin.port());
                Wire one = gateway.connect();
                Wire two = gateway.connect()) {
            one.send(GET);
            two.send(GET);
            both.await(10, TimeUnit.SECONDS);
            one.readAnswer();
            two.readAnswer();
            String last = one.send(GET).readAnswer();
            assertThat(one.send(GET).readAnswer()).isEqualTo(last);
            assertThat(origin.connections()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"extra", "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison"})
    void octetsBehindAnAnswerNeverBecomeTheNextAnswer(String extra) {
        try (Origin origin = Origin.scripted(wire -> {
                    wire.readHead();
                    wire.send(OK + extra);
                    wire.isEnded();
                });
                RunningGateway gateway = RunningGateway.before(origin.port());
                Wire client = gateway.connect()) {
            for (int i = 0; i < 5; i++) {
                assertThat(client.send(GET).readAnswer()).endsWith("\r\n\r\nok");
            }
            assertThat(origin.connections()).isEqualTo(5);
        }
    }

    @Test
    void octetsOnAnIdleUpstreamConnectionCloseIt() throws Exception {
        CountDownLatch idle = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        try (Origin origin = Origin.scripted(wire -> {
                    wire.readHead();
                    wire.send(OK);
                    idle.await(10, TimeUnit.SECONDS);
                    wire.send("HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n");
                    wire.isEnded();
                    closed.countDown();
                });
                RunningGateway gateway = RunningGateway.before(origin.port());
                Wire client = gateway.connect()) {
            client.send(GET).readAnswer();
            idle.countDown();
            assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(client.send(GET).readAnswer()).startsWith("HTTP/1.1 200").endsWith("ok");
        }
    }

    @Test
    void anUpstreamConnectionUnusedForTooLongIsClosed() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        try (Origin origin = Origin.scripted(wire -> {
                    wire.readHead();
                    wire.send(OK);
                    wire.isEnded();
                    closed.countDown();
                });
                RunningGateway gateway = RunningGateway.of("""
                    upstreams: {origin: {endpoints: ["127.0.0.1:%d"], keepAlive: 100ms}}
                    routes: [{name: all, upstream: origin}]
                    """.formatted(origin.port()))) {
            assertThat(gateway.get("/")).startsWith("HTTP/1.1 200");
            assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok",
                "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok"
            })
    void anUpstreamThatWantsToCloseIsNotAskedAgain(String answer) {
        try (Origin origin = Origin.answering(answer);
                RunningGateway gateway = RunningGateway.before(origin.port());
                Wire client = gateway.connect()) {
            client.send(GET).readAnswer();
            client.send(GET).readAnswer();
            assertThat(origin.connections()).isEqualTo(2);
        }
    }
}
