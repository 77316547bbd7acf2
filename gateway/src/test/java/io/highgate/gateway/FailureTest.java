package io.highgate.gateway;

import io.highgate.testkit.Origin;
import io.highgate.testkit.Ports;
import io.highgate.testkit.Wire;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What goes wrong is told by a status and a code of its own. */
@Timeout(30)
class FailureTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: test\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: test\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: test\r\nContent-Length: +1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: test\r\nContent-Length: 99999999999999999999\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: xchunked\r\n\r\n",
                "GET / HTTP/1.0\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: test\r\nX : y\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: test\r\n folded: y\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: test\r\nX: a\0b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: test\r\nX: a\rb\r\n\r\n",
                "GET / HTTP/1.1\nHost: test\n\n",
                "GET  / HTTP/1.1\r\nHost: test\r\n\r\n",
                "GET / HTTP/1.1 \r\nHost: test\r\n\r\n",
                "GET / HTTQ/1.1\r\nHost: test\r\n\r\n",
                "GET /\r\nHost: test\r\n\r\n",
                "G@T / HTTP/1.1\r\nHost: test\r\n\r\n",
                "GET /a b HTTP/1.1\r\nHost: test\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: test\r\n\r\n",
                "GET /../a HTTP/1.1\r\nHost: test\r\n\r\n",
                "GET a HTTP/1.1\r\nHost: test\r\n\r\n"
            })
    void aMalformedRequestIsRefusedWithAReasonAndTheConnectionCloses(String request) {
        try (Origin origin = Origin.echoing();
                RunningGateway gateway = RunningGateway.before(origin.port());
                Wire client = gateway.connect()) {
            String answer = client.send(request).readToEnd();
            assertThat(answer)
                    .startsWith("HTTP/1.1 400 Bad Request\r\n")
                    .contains("X-Highgate-Reason: BAD_REQUEST\r\n")
                    .contains("Connection: close\r\n")
                    .contains("\"code\":\"BAD_REQUEST\"");
            assertThat(origin.connections()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r\nGET / HTTP/1.1\r\nHost: test\r\n\r\n",
                "GET http://test/ HTTP/1.1\r\nHost: other\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: test\r\nX-Empty:\r\n\r\n",
                "GET / HTTP/1.1\r\nHost:\ttest  \r\n\r\n",
                "GET / HTTP/1.1\r\nHost: [::1]:80\r\n\r\n",
                "GET / HTTP/1.0\r\n\r\n",
                "OPTIONS * HTTP/1.1\r\nHost: test\r\n\r\n",
                "BREW / HTTP/1.1\r\nHost: test\r\n\r\n"
            })
    void anOddButValidRequestPasses(String request) {
        try (Origin origin = Origin.echoing();
                RunningGateway gateway = RunningGateway.before(origin.port())) {
            assertThat(gateway.ask(request)).startsWith("HTTP/1.1 200 OK\r\n");
        }
    }

    @ParameterizedTest
    @CsvSource({"9000, 414, URI_TOO_LONG", "5, 404, NO_ROUTE"})
    void theLengthOfATargetIsBounded(int length, int status, String code) {
        try (RunningGateway gateway = RunningGateway.of("routes: [{name: a, path: /a, respond: {body: x}}]\n")) {
            assertThat(gateway.get("/" + "x".repeat(length)))
                    .startsWith("HTTP/1.1 " + status + " ")
                    .contains("\"code\":\"" + code + "\"");
        }
    }

    @Test
    void theHeaderSectionIsBoundedInSizeAndCount() {
        try (RunningGateway gateway = RunningGateway.of("routes: [{name: a, respond: {body: x}}]\n")) {
            assertThat(gateway.ask("GET / HTTP/1.1\r\nHost: test\r\nX: " + "y".repeat(40_000) + "\r\n\r\n"))
                    .startsWith("HTTP/1.1 431 ");
            assertThat(gateway.ask("GET / HTTP/1.1\r\nHost: test\r\n" + "X: y\r\n".repeat(101) + "\r\n"))
                    .startsWith("HTTP/1.1 431 ");
        }
    }

    @Test
    void aBodyLargerThanTheLimitIsRefusedWhetherAnnouncedOrNot() {
        try (Origin origin = Origin.echoing();
                RunningGateway gateway = RunningGateway.before(origin.port(), "limits: {body: 1KiB}\n")) {
            assertThat(gateway.ask("POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 1025\r\n\r\n"))
                    .startsWith("HTTP/1.1 413 ");
            assertThat(gateway.ask("POST / HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n401\r\n"
                            + "x".repeat(1025) + "\r\n0\r\n\r\n"))
                    .startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void aClientThatDoesNotFinishItsHeadGets408() {
        try (RunningGateway gateway =
                        RunningGateway.of("routes: [{name: a, respond: {body: x}}]\ntimeouts: {headerRead: 200ms}\n");
                Wire client = gateway.connect()) {
            assertThat(client.send("GET / HTTP/1.1\r\nHost:").readToEnd())
                    .startsWith("HTTP/1.1 408 ")
                    .contains("REQUEST_TIMEOUT");
        }
    }

    /** The port must be free at once; an Origin's accepting thread may keep its own open for a moment. */
    @Test
    void anEndpointThatRefusesIsConnectFailed() throws IOException {
        try (RunningGateway gateway = RunningGateway.before(Ports.free())) {
            assertThat(gateway.get("/")).startsWith("HTTP/1.1 502 ").contains("CONNECT_FAILED");
        }
    }

    @Test
    void anEndpointThatHangsUpIsUpstreamReset() {
        try (Origin origin = Origin.scripted(Wire::readHead);
                RunningGateway gateway = RunningGateway.before(origin.port())) {
            assertThat(gateway.get("/")).startsWith("HTTP/1.1 502 ").contains("UPSTREAM_RESET");
        }
    }

    @Test
    void anEndpointThatDoesNotAnswerIsUpstreamTimeout() {
        try (Origin origin = Origin.scripted(wire -> {
                    wire.readHead();
                    wire.isEnded();
                });
                RunningGateway gateway = RunningGateway.before(origin.port(), "timeouts: {perTry: 200ms}\n")) {
            assertThat(gateway.get("/")).startsWith("HTTP/1.1 504 ").contains("UPSTREAM_TIMEOUT");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage\r\n\r\n",
                "HTTP/1.1 abc OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
                "HTTP/1.1 101 Switching Protocols\r\n\r\n",
                "HTTP/1.1 200 OK\r\nbad header\r\n\r\n"
            })
    void anAnswerThatIsNotHttpIsUpstreamMalformed(String answer) {
        try (Origin origin = Origin.answering(answer);
                RunningGateway gateway = RunningGateway.before(origin.port())) {
            assertThat(gateway.get("/")).startsWith("HTTP/1.1 502 ").contains("UPSTREAM_MALFORMED");
        }
    }

    @Test
    void anAnswerThatIsCutOffIsSeenToBeCutOff() {
        try (Origin origin = Origin.scripted(wire -> {
                    wire.readHead();
                    wire.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab");
                });
                RunningGateway gateway = RunningGateway.before(origin.port());
                Wire client = gateway.connect()) {
            client.send("GET / HTTP/1.1\r\nHost: test\r\n\r\n");
            assertThat(client.readToEnd()).contains("ab").doesNotContain("0\r\n\r\n");
        }
    }

    @Test
    void aConnectionThatDiedWhileIdleIsNotNoticedByTheClient() {
        try (Origin origin = Origin.scripted(wire -> {
                    wire.readHead();
                    wire.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                });
                RunningGateway gateway = RunningGateway.before(origin.port());
                Wire client = gateway.connect()) {
            for (int i = 0; i < 20; i++) {
                assertThat(client.send("GET / HTTP/1.1\r\nHost: test\r\n\r\n").readAnswer())
                        .startsWith("HTTP/1.1 200 OK");
            }
        }
    }

    @Test
    void problemDetailsComeToWhomAsksForThem() {
        try (RunningGateway gateway = RunningGateway.of("routes: [{name: a, path: /a, respond: {body: x}}]\n")) {
            assertThat(gateway.ask("GET /b HTTP/1.1\r\nHost: test\r\nAccept: application/problem+json\r\n\r\n"))
                    .contains("Content-Type: application/problem+json\r\n")
                    .contains("\"status\":404");
        }
    }

    @Test
    void aNameThatDoesNotResolveIsNoEndpointAndDoesNotKeepTheGatewayFromStarting() {
        try (RunningGateway gateway = RunningGateway.of("""
                    upstreams: {lost: {endpoints: ["does-not-exist.invalid:80"]}}
                    routes: [{name: all, upstream: lost}]
                    """)) {
            assertThat(gateway.get("/")).startsWith("HTTP/1.1 503 ").contains("NO_ENDPOINT");
        }
    }
}
