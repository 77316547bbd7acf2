package io.highgate.gateway;

import io.highgate.testkit.Origin;
import io.highgate.testkit.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Who asks for a WebSocket in a wrong way, or where there is none, is told so. */
@Timeout(60)
class WebSocketRefusedTest {

    private static final String KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

    private Origin origin;

    @BeforeEach
    void startOrigin() {
        origin = Origin.echoing();
    }

    @AfterEach
    void stopOrigin() {
        origin.close();
    }

    private static String ask(RunningGateway gateway, String request) {
        return gateway.ask(request);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Sec-WebSocket-Key: \r\n",
                "Sec-WebSocket-Key: not base64!\r\n",
                "Sec-WebSocket-Key: dG9vIHNob3J0\r\n",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZSwgdG9vIGxvbmc=\r\n",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ\r\n",
                KEY + KEY,
                KEY + "Content-Length: 3\r\n",
                KEY + "Transfer-Encoding: chunked\r\n"
            })
    void aHandshakeThatIsNotOneIsRefused(String fields) {
        try (RunningGateway gateway = RunningGateway.before(origin.port())) {
            assertThat(ask(gateway, WebSocketTest.ASK.replace(KEY, fields)))
                    .startsWith("HTTP/1.1 400 ")
                    .contains("BAD_REQUEST");
        }
        assertThat(origin.connections()).isZero();
    }

    @Test
    void aPostIsNoHandshake() {
        try (RunningGateway gateway = RunningGateway.before(origin.port())) {
            assertThat(ask(gateway, WebSocketTest.ASK.replace("GET", "POST"))).startsWith("HTTP/1.1 400 ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Sec-WebSocket-Version: 8\r\n", "Sec-WebSocket-Version: 13, 8\r\n"})
    void anotherVersionIsToldWhichOneIsSpoken(String version) {
        String request = WebSocketTest.ASK.replace("Sec-WebSocket-Version: 13\r\n", version);
        try (RunningGateway gateway = RunningGateway.before(origin.port())) {
            assertThat(ask(gateway, request))
                    .startsWith("HTTP/1.1 426 Upgrade Required\r\n")
                    .contains("Upgrade: websocket\r\n", "Sec-WebSocket-Version: 13\r\n", "WEBSOCKET_VERSION");
        }
    }

    /** RFC 9110 section 7.8: what is not understood, or not said of the connection, is ignored. */
    @ParameterizedTest
    @CsvSource({"Upgrade: websocket,Upgrade: something", "HTTP/1.1,HTTP/1.0", "'keep-alive, Upgrade',keep-alive"})
    void anUpgradeThatIsNoneIsDropped(String from, String to) {
        try (RunningGateway gateway = RunningGateway.before(origin.port())) {
            assertThat(ask(gateway, WebSocketTest.ASK.replace(from, to)))
                    .startsWith("HTTP/1.1 200 ")
                    .contains("GET /chat?room=1 HTTP/1.1")
                    .doesNotContain("Upgrade:");
        }
    }

    @Test
    void aRouteMayRefuseThem() {
        try (RunningGateway gateway = RunningGateway.of(RunningGateway.toOrigin(origin.port())
                .replace("upstream: origin}]", "upstream: origin, webSocket: refuse}]"))) {
            assertThat(ask(gateway, WebSocketTest.ASK))
                    .startsWith("HTTP/1.1 403 ")
                    .contains("WEBSOCKET_REFUSED");
            assertThat(gateway.get("/")).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void moreThanTheLimitAreRefusedAndCounted() {
        try (Origin agreeing = WebSocketTest.agreeing();
                RunningGateway gateway = RunningGateway.before(agreeing.port(), "limits: {webSockets: 1}\n")) {
            try (Wire first = gateway.connect().send(WebSocketTest.ASK)) {
                assertThat(first.readHead()).startsWith("HTTP/1.1 101 ");
                assertThat(ask(gateway, WebSocketTest.ASK))
                        .startsWith("HTTP/1.1 503 ")
                        .contains("limits.webSockets");
                assertThat(gateway.manage("GET", "/metrics")).contains("highgate_limit_websockets_hits_total 1.0");
            }
            RunningGateway.eventually(() -> gateway.gateway().inFlight() == 0);
            try (Wire next = gateway.connect().send(WebSocketTest.ASK)) {
                assertThat(next.readHead()).startsWith("HTTP/1.1 101 ");
            }
        }
    }
}
