package io.highgate.gateway;

import io.highgate.testkit.Http2Wire;
import io.highgate.testkit.Origin;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** WebSockets of clients that speak HTTP/2 (RFC 8441), frame by frame. */
@Timeout(60)
class WebSocketHttp2Test {

    private static final int ENABLE_CONNECT_PROTOCOL = 8;

    private final LinkedBlockingQueue<String> seen = new LinkedBlockingQueue<>();

    private Origin agreeing(Origin.Script then) {
        return Origin.scripted(wire -> {
            String head = wire.readHead();
            seen.add(head);
            wire.send("HTTP/1.1 101 X\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Protocol: chat\r\n"
                    + "Sec-WebSocket-Accept: " + accept(field(head, "Sec-WebSocket-Key: ")) + "\r\n\r\n");
            then.serve(wire);
        });
    }

    private static Origin.Script echo() {
        return wire -> {
            while (true) {
                wire.send(wire.read(1));
            }
        };
    }

    private static String field(String head, String name) {
        int at = head.indexOf(name);
        return at < 0 ? "" : head.substring(at + name.length(), head.indexOf('\r', at));
    }

    private static String accept(String key) throws Exception {
        byte[] text = (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII);
        return Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-1").digest(text));
    }

    private static Http2Wire ask(Http2Wire client, int stream) {
        return client.request(
                stream,
                false,
                "CONNECT",
                "/chat",
                ":protocol",
                "websocket",
                "sec-websocket-version",
                "13",
                "sec-websocket-protocol",
                "chat");
    }

    private String next() throws InterruptedException {
        String text = seen.poll(10, TimeUnit.SECONDS);
        assertThat(text).as("within ten seconds").isNotNull();
        return String.valueOf(text);
    }

    @Test
    void theSettingsSayThatTheyMayBeAskedFor() {
        try (Origin origin = Origin.echoing();
                RunningGateway gateway = RunningGateway.before(origin.port());
                Http2Wire client = Http2Wire.to(gateway.port())) {
            assertThat(client.next(Http2Wire.SETTINGS).text())
                    .contains("\0" + (char) ENABLE_CONNECT_PROTOCOL + "\0\0\0\1");
        }
    }

    @Test
    void aStreamBecomesAWebSocket() throws InterruptedException {
        String frames = SocketFrame.client(SocketFrame.TEXT, "hello") + SocketFrame.client(SocketFrame.PING, "");
        try (Origin origin = agreeing(echo());
                RunningGateway gateway = RunningGateway.before(origin.port());
                Http2Wire client = Http2Wire.to(gateway.port())) {
            Http2Wire.Frame head = ask(client, 1).next(Http2Wire.HEADERS);
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.ends()).isFalse();
            assertThat(head.text()).contains("chat").doesNotContain("sec-websocket-accept", "upgrade");
            assertThat(next())
                    .startsWith("GET /chat HTTP/1.1\r\n")
                    .contains("Connection: Upgrade\r\nUpgrade: websocket\r\n", "sec-websocket-version: 13\r\n")
                    .doesNotContain("Content-Length", "Transfer-Encoding", "protocol: websocket");
            client.data(1, false, frames);
            StringBuilder echoed = new StringBuilder();
            while (echoed.length() < frames.length()) {
                echoed.append(client.next(Http2Wire.DATA).text());
            }
            assertThat(echoed).hasToString(frames);
            assertThat(gateway.manage("GET", "/metrics"))
                    .contains("highgate_websocket_messages_total{direction=\"in\",route=\"all\"} 1.0");
            client.get(3, "/health").next(Http2Wire.HEADERS);
        }
    }

    @Test
    void theEndOfTheStreamIsTheEndOfTheConnectionBehind() throws InterruptedException {
        String last = SocketFrame.server(SocketFrame.CLOSE, SocketFrame.code(1000));
        try (Origin origin = agreeing(wire -> {
                    seen.add(wire.readToEnd());
                    wire.send(last);
                });
                RunningGateway gateway = RunningGateway.before(origin.port());
                Http2Wire client = Http2Wire.to(gateway.port())) {
            ask(client, 1).next(Http2Wire.HEADERS);
            client.data(1, true, SocketFrame.client(SocketFrame.TEXT, "all"));
            assertThat(client.body(1)).isEqualTo(last);
            next();
            assertThat(next()).isEqualTo(SocketFrame.client(SocketFrame.TEXT, "all"));
        }
    }

    @Test
    void aResetEndsTheConnectionBehind() throws InterruptedException {
        try (Origin origin = agreeing(wire -> seen.add("ended " + wire.isEnded()));
                RunningGateway gateway = RunningGateway.before(origin.port());
                Http2Wire client = Http2Wire.to(gateway.port())) {
            ask(client, 1).next(Http2Wire.HEADERS);
            client.number(Http2Wire.RST_STREAM, 1, 8);
            next();
            assertThat(next()).isEqualTo("ended true");
            RunningGateway.eventually(() -> gateway.gateway().inFlight() == 0);
        }
    }

    @Test
    void anEndpointThatDiesResetsTheStream() {
        try (Origin origin = agreeing(wire -> {
                    wire.read(1);
                    wire.reset();
                });
                RunningGateway gateway = RunningGateway.before(origin.port());
                Http2Wire client = Http2Wire.to(gateway.port())) {
            ask(client, 1).next(Http2Wire.HEADERS);
            client.data(1, false, SocketFrame.client(SocketFrame.TEXT, "x"));
            assertThat(client.next(Http2Wire.RST_STREAM).stream()).isEqualTo(1);
            RunningGateway.eventually(() -> gateway.gateway().inFlight() == 0);
            assertThat(gateway.manage("GET", "/metrics")).contains("UPSTREAM_RESET");
        }
    }

    @Test
    void anAnswerToAnotherKeyIsNone() {
        try (Origin origin = Origin.answering(WebSocketTest.AGREED);
                RunningGateway gateway = RunningGateway.before(origin.port());
                Http2Wire client = Http2Wire.to(gateway.port())) {
            assertThat(ask(client, 1).next(Http2Wire.HEADERS).status()).isEqualTo(502);
            assertThat(client.body(1)).contains("Sec-WebSocket-Accept");
        }
    }

    @Test
    void aRefusalPasses() {
        try (Origin origin = Origin.answering("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno");
                RunningGateway gateway = RunningGateway.before(origin.port());
                Http2Wire client = Http2Wire.to(gateway.port())) {
            assertThat(ask(client, 1).next(Http2Wire.HEADERS).status()).isEqualTo(403);
            assertThat(client.body(1)).isEqualTo("no");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CONNECT, other, 13, false, 501",
        "GET, websocket, 13, false, 400",
        "CONNECT, websocket, 8, false, 426",
        "CONNECT, websocket, 13, true, 400"
    })
    void whoAsksInAWrongWayIsToldSo(String method, String protocol, String version, boolean ends, int status) {
        try (Origin origin = Origin.echoing();
                RunningGateway gateway = RunningGateway.before(origin.port());
                Http2Wire client = Http2Wire.to(gateway.port())) {
            client.request(1, ends, method, "/", ":protocol", protocol, "sec-websocket-version", version);
            assertThat(client.next(Http2Wire.HEADERS).status()).isEqualTo(status);
            assertThat(origin.connections()).isZero();
        }
    }

    @Test
    void connectWithoutAProtocolIsForProxies() {
        try (Origin origin = Origin.echoing();
                RunningGateway gateway = RunningGateway.before(origin.port());
                Http2Wire client = Http2Wire.to(gateway.port())) {
            client.headers(1, false, ":method", "CONNECT", ":authority", "test");
            assertThat(client.next(Http2Wire.HEADERS).status()).isEqualTo(501);
        }
    }
}
