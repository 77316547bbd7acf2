package io.highgate.gateway;

import io.highgate.testkit.Http2Wire;
import io.highgate.testkit.Origin;
import io.highgate.testkit.Wire;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static io.highgate.gateway.Http2Endpoints.before;
import static org.assertj.core.api.Assertions.assertThat;

/** WebSockets over HTTP/2 to an endpoint (RFC 8441), frame by frame. */
@Timeout(60)
class WebSocketHttp2UpstreamTest {

    private static final int ENABLE_CONNECT_PROTOCOL = 8;

    private final LinkedBlockingQueue<String> seen = new LinkedBlockingQueue<>();

    /** Agrees, and echoes DATA to its end. */
    private Origin echoing() {
        return Origin.scripted(it -> {
            Http2Wire wire = Http2Wire.server(it, ENABLE_CONNECT_PROTOCOL, 1);
            Http2Wire.Frame head = wire.next(Http2Wire.HEADERS);
            seen.add(head.headers() + " ends " + head.ends());
            wire.headers(head.stream(), false, ":status", "200", "sec-websocket-protocol", "chat");
            Http2Wire.Frame frame = head;
            while (!frame.ends()) {
                frame = wire.next(Http2Wire.DATA);
                wire.data(head.stream(), frame.ends(), frame.text());
            }
            it.isEnded();
        });
    }

    @Test
    void anHttp1ClientTalksOverAStream() throws InterruptedException {
        String frame = SocketFrame.client(SocketFrame.TEXT, "hello");
        try (Origin origin = echoing();
                RunningGateway gateway = before(origin);
                Wire client = gateway.connect().send(WebSocketTest.ASK)) {
            assertThat(client.readHead())
                    .startsWith("HTTP/1.1 101 Switching Protocols\r\n")
                    .contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n")
                    .contains("sec-websocket-protocol: chat\r\n", "Upgrade: websocket\r\n")
                    .doesNotContain("Content-Length", "Transfer-Encoding");
            assertThat(seen.poll(10, TimeUnit.SECONDS))
                    .contains(":method: CONNECT", ":protocol: websocket", ":path: /chat?room=1", ":scheme: http")
                    .contains("sec-websocket-version: 13", "ends false")
                    .doesNotContain("sec-websocket-key", "upgrade");
            assertThat(client.send(frame).read(frame.length())).isEqualTo(frame);
            String close = SocketFrame.client(SocketFrame.CLOSE, SocketFrame.code(1000));
            assertThat(client.send(close).finishSending().readToEnd()).isEqualTo(close);
        }
    }

    @Test
    void anHttp2ClientDoesToo() {
        String frame = SocketFrame.client(SocketFrame.TEXT, "hello");
        try (Origin origin = echoing();
                RunningGateway gateway = before(origin);
                Http2Wire client = Http2Wire.to(gateway.port())) {
            client.request(1, false, "CONNECT", "/", ":protocol", "websocket", "sec-websocket-version", "13");
            Http2Wire.Frame head = client.next(Http2Wire.HEADERS);
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.text()).doesNotContain("sec-websocket-accept");
            assertThat(client.data(1, true, frame).body(1)).isEqualTo(frame);
        }
    }

    @Test
    void anEndpointThatAllowsNoneIsNotAsked() {
        try (Origin origin = Origin.scripted(it -> {
                    Http2Wire.server(it);
                    it.isEnded();
                });
                RunningGateway gateway = before(origin)) {
            assertThat(gateway.ask(WebSocketTest.ASK))
                    .startsWith("HTTP/1.1 502 ")
                    .contains("NO_WEBSOCKET", "RFC 8441");
        }
    }

    @Test
    void aRefusalPasses() {
        try (Origin origin = Origin.scripted(it -> {
                    Http2Wire wire = Http2Wire.server(it, ENABLE_CONNECT_PROTOCOL, 1);
                    int stream = wire.next(Http2Wire.HEADERS).stream();
                    wire.headers(stream, false, ":status", "403", "content-length", "2")
                            .data(stream, true, "no");
                    it.isEnded();
                });
                RunningGateway gateway = before(origin)) {
            assertThat(gateway.ask(WebSocketTest.ASK))
                    .startsWith("HTTP/1.1 403 ")
                    .endsWith("no");
        }
    }
}
