package io.highgate.gateway;

import io.highgate.gateway.flow.Transport;
import io.highgate.testkit.Origin;
import io.highgate.testkit.Wire;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What goes through the gateway arrives as it should, both ways. */
@Timeout(30)
class ForwardingTest {

    @ParameterizedTest
    @EnumSource(Transport.class)
    void forwardsARequestAndItsAnswer(Transport transport) {
        try (Origin origin = Origin.echoing();
                RunningGateway gateway = RunningGateway.of(RunningGateway.toOrigin(origin.port()), transport)) {
            String answer = gateway.get("/a/b?c=d");
            assertThat(answer).startsWith("HTTP/1.1 200 OK\r\n").contains("GET /a/b?c=d HTTP/1.1\r\n");
        }
    }

    @Test
    void keepsBothConnectionsForTheNextRequest() {
        try (Origin origin = Origin.echoing();
                RunningGateway gateway = RunningGateway.before(origin.port());
                Wire client = gateway.connect()) {
            for (int i = 0; i < 10; i++) {
                assertThat(client.send("GET /" + i + " HTTP/1.1\r\nHost: test\r\n\r\n")
                                .readAnswer())
                        .contains("GET /" + i + " ");
            }
            assertThat(origin.connections()).isEqualTo(1);
        }
    }

    @Test
    void answersPipelinedRequestsInTheirOrder() {
        try (Origin origin = Origin.echoing();
                RunningGateway gateway = RunningGateway.before(origin.port());
                Wire client = gateway.connect()) {
            StringBuilder requests = new StringBuilder();
            for (int i = 0; i < 50; i++) {
                requests.append("POST /").append(i).append(" HTTP/1.1\r\nHost: test\r\nContent-Length: 3\r\n\r\nabc");
            }
            client.send(requests.toString());
            for (int i = 0; i < 50; i++) {
                assertThat(client.readAnswer()).contains("POST /" + i + " ").endsWith("\r\n\r\nabc");
            }
        }
    }

    @Test
    void handsOnAChunkedBodyWithItsTrailers() {
        CompletableFuture<String> seen = new CompletableFuture<>();
        try (Origin origin = Origin.scripted(wire -> {
                    String request = wire.readHead() + wire.readThrough("0\r\n") + wire.readThrough("\r\n\r\n");
                    wire.send("HTTP/1.1 204 No Content\r\n\r\n");
                    seen.complete(request);
                });
                RunningGateway gateway = RunningGateway.before(origin.port());
                Wire client = gateway.connect()) {
            client.send("POST / HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n");
            client.send("0005;ext=\"1\"\r\nhello\r\n").send("0\r\nX-Sum: 7\r\n\r\n");
            assertThat(client.readHead()).startsWith("HTTP/1.1 204 ");
            assertThat(seen.join())
                    .contains("Transfer-Encoding: chunked\r\n")
                    .contains("\r\n\r\n5\r\nhello\r\n0\r\nX-Sum: 7\r\n\r\n")
                    .doesNotContain("Content-Length");
        }
    }

    @Test
    void handsOnAChunkedAnswerWithItsTrailers() {
        try (Origin origin = Origin.scripted(wire -> {
                    wire.readHead();
                    wire.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX-Sum: 9\r\n\r\n");
                });
                RunningGateway gateway = RunningGateway.before(origin.port());
                Wire client = gateway.connect()) {
            client.send("GET / HTTP/1.1\r\nHost: test\r\n\r\n");
            assertThat(client.readHead()).contains("Transfer-Encoding: chunked");
            assertThat(client.readThrough("\r\n\r\n")).isEqualTo("3\r\nabc\r\n0\r\nX-Sum: 9\r\n\r\n");
        }
    }

    @Test
    void dropsTrailersThatWouldGoRoundWhatItSaysInTheHead() {
        String trailers = "0\r\nX-Forwarded-For: 192.0.2.1\r\nX-Sum: 9\r\nSet-Cookie: a=b\r\n\r\n";
        CompletableFuture<String> seen = new CompletableFuture<>();
        try (Origin origin = Origin.scripted(wire -> {
                    wire.readHead();
                    seen.complete(wire.readThrough("\r\n\r\n"));
                    wire.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + trailers);
                });
                RunningGateway gateway = RunningGateway.before(origin.port());
                Wire client = gateway.connect()) {
            client.send("POST / HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n" + trailers);
            client.readHead();
            assertThat(client.readThrough("\r\n\r\n")).isEqualTo("0\r\nX-Sum: 9\r\n\r\n");
            assertThat(seen.join()).isEqualTo("0\r\nX-Sum: 9\r\n\r\n");
        }
    }

    @Test
    void framesAnAnswerUntilCloseInChunksForHttp11AndByClosingForHttp10() {
        try (Origin origin = Origin.scripted(wire -> {
                    wire.readHead();
                    wire.send("HTTP/1.1 200 OK\r\n\r\nuntil close");
                });
                RunningGateway gateway = RunningGateway.before(origin.port());
                Wire modern = gateway.connect();
                Wire old = gateway.connect()) {
            modern.send("GET / HTTP/1.1\r\nHost: test\r\n\r\n");
            assertThat(modern.readThrough("0\r\n\r\n")).contains("chunked").contains("until close");
            old.send("GET / HTTP/1.0\r\n\r\n");
            assertThat(old.readToEnd()).endsWith("\r\n\r\nuntil close").doesNotContain("chunked");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 304})
    void sendsNoBodyWhereNoneIsAllowed(int status) {
        try (Origin origin = Origin.answering("HTTP/1.1 " + status + " X\r\nETag: \"1\"\r\n\r\n");
                RunningGateway gateway = RunningGateway.before(origin.port());
                Wire client = gateway.connect()) {
            client.send("GET /1 HTTP/1.1\r\nHost: test\r\n\r\n");
            assertThat(client.readHead()).startsWith("HTTP/1.1 " + status).doesNotContainIgnoringCase("content-length");
            client.send("GET /2 HTTP/1.1\r\nHost: test\r\n\r\n");
            assertThat(client.readHead()).startsWith("HTTP/1.1 " + status);
        }
    }

    @Test
    void answersHeadWithTheLengthOfGetAndNoBody() {
        try (Origin origin = Origin.answering("HTTP/1.1 200 OK\r\nContent-Length: 1234\r\n\r\n");
                RunningGateway gateway = RunningGateway.before(origin.port());
                Wire client = gateway.connect()) {
            client.send("HEAD / HTTP/1.1\r\nHost: test\r\n\r\n");
            assertThat(client.readHead()).contains("Content-Length: 1234\r\n");
            client.send("HEAD / HTTP/1.1\r\nHost: test\r\n\r\n");
            assertThat(client.readHead()).startsWith("HTTP/1.1 200 OK");
        }
    }

    @Test
    void relays100ContinueAndOnlyThenTheBody() {
        try (Origin origin = Origin.scripted(wire -> {
                    String head = wire.readHead();
                    wire.send("HTTP/1.1 100 Continue\r\n\r\n");
                    String body = wire.read(Wire.contentLength(head));
                    wire.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n" + body);
                });
                RunningGateway gateway = RunningGateway.before(origin.port());
                Wire client = gateway.connect()) {
            client.send("PUT / HTTP/1.1\r\nHost: test\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
            assertThat(client.readHead()).startsWith("HTTP/1.1 100 Continue\r\n");
            assertThat(client.send("body").readAnswer()).endsWith("\r\n\r\nbody");
        }
    }

    @Test
    void passesAnEarlyAnswerOnAndClosesBecauseTheBodyWasNotRead() {
        try (Origin origin = Origin.scripted(wire -> {
                    wire.readHead();
                    wire.send("HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\nno");
                    wire.isEnded();
                });
                RunningGateway gateway = RunningGateway.before(origin.port());
                Wire client = gateway.connect()) {
            client.send("PUT / HTTP/1.1\r\nHost: test\r\nContent-Length: 1000000\r\n\r\nsome");
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 413 ").endsWith("\r\n\r\nno");
        }
    }

    @Test
    void flushesEachEventOfAStreamAtOnce() throws Exception {
        CountDownLatch sawFirst = new CountDownLatch(1);
        try (Origin origin = Origin.scripted(wire -> {
                    wire.readHead();
                    wire.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: 1\n\n");
                    if (sawFirst.await(10, TimeUnit.SECONDS)) {
                        wire.send("data: 2\n\n");
                    }
                });
                RunningGateway gateway = RunningGateway.before(origin.port());
                Wire client = gateway.connect()) {
            client.send("GET /events HTTP/1.1\r\nHost: test\r\n\r\n");
            client.readThrough("data: 1\n\n");
            sawFirst.countDown();
            assertThat(client.readThrough("data: 2\n\n")).contains("data: 2");
        }
    }

    @Test
    void servesAClientThatHasEndedItsSendingSide() {
        CountDownLatch late = new CountDownLatch(1);
        try (Origin origin = Origin.scripted(wire -> {
                    wire.readHead();
                    // Two probes go to the half-closed client meanwhile; it is there and gets its answer.
                    late.await(2500, TimeUnit.MILLISECONDS);
                    wire.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nlate");
                });
                RunningGateway gateway = RunningGateway.before(origin.port());
                Wire client = gateway.connect()) {
            client.send("GET / HTTP/1.1\r\nHost: test\r\n\r\n").finishSending();
            assertThat(client.readToEnd()).endsWith("\r\n\r\nlate");
        }
    }

    @Test
    void cancelsTheUpstreamWhenTheClientIsGone() {
        CompletableFuture<Boolean> ended = new CompletableFuture<>();
        try (Origin origin = Origin.scripted(wire -> {
                    wire.readHead();
                    ended.complete(wire.isEnded());
                });
                RunningGateway gateway = RunningGateway.before(origin.port())) {
            Wire client = gateway.connect();
            client.send("GET /slow HTTP/1.1\r\nHost: test\r\n\r\n");
            RunningGateway.eventually(() -> gateway.gateway().inFlight() == 1);
            client.close();
            assertThat(ended.join()).isTrue();
            RunningGateway.eventually(() -> gateway.gateway().inFlight() == 0);
        }
    }

    @Test
    void streamsMoreThanItHoldsInBothDirections() {
        long size = 256L * 1024 * 1024;
        try (Origin origin = Origin.scripted(wire -> {
                    wire.readHead();
                    wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\n\r\n");
                    byte[] block = new byte[1024 * 1024];
                    for (long sent = 0; sent < size; sent += block.length) {
                        wire.send(block);
                    }
                });
                RunningGateway gateway = RunningGateway.before(origin.port());
                Wire client = gateway.connect()) {
            client.send("GET /big HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n");
            client.readHead();
            assertThat(client.drain()).isEqualTo(size);
        }
    }

    @Test
    void takesTurnsAmongEndpointsByWeight() {
        try (Origin heavy = Origin.answering("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nH");
                Origin light = Origin.answering("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nL");
                RunningGateway gateway = RunningGateway.of("""
                    upstreams:
                      two:
                        endpoints:
                          - {address: "127.0.0.1:%d", weight: 3}
                          - {address: "127.0.0.1:%d", weight: 1}
                    routes: [{name: all, upstream: two}]
                    """.formatted(heavy.port(), light.port()))) {
            StringBuilder answers = new StringBuilder();
            for (int i = 0; i < 8; i++) {
                String answer = gateway.get("/");
                answers.append(answer.charAt(answer.length() - 1));
            }
            assertThat(answers.chars().filter(c -> c == 'H').count()).isEqualTo(6);
        }
    }
}
