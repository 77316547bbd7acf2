package io.highgate.gateway;

import io.highgate.gateway.Authority.Issued;
import io.highgate.gateway.tls.TlsProvider;
import io.highgate.testkit.Origin;
import io.highgate.testkit.Wire;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** WebSockets over TLS in front and behind, with both libraries: what passes, and how they end. */
@Timeout(60)
class WebSocketTlsTest {

    private static final String ASK = WebSocketTest.ASK.replace("Host: test", "Host: a.test");
    private static final int MANY = 4_000;

    private final LinkedBlockingQueue<String> seen = new LinkedBlockingQueue<>();

    @TempDir
    private Path folder;

    private Authority authority;
    private Issued certificate;

    @BeforeEach
    void issue() {
        authority = new Authority(folder, "root");
        certificate = authority.issue("a", "a.test", "127.0.0.1", "localhost");
    }

    /** An origin behind TLS that agrees and then does something else. */
    private Origin agreeing(Origin.Script then) {
        return Origin.secured(authority.context(certificate), socket -> {}, wire -> {
            wire.readHead();
            wire.send(WebSocketTest.AGREED);
            then.serve(wire);
        });
    }

    /** A gateway with TLS on both sides. */
    private RunningGateway between(Origin origin, TlsProvider provider) {
        String yaml = """
                upstreams: {origin: {endpoints: ['https://127.0.0.1:%d'], tls: {trust: '%s'}}}
                routes: [{name: all, upstream: origin}]
                """.formatted(origin.port(), authority.file());
        return RunningGateway.of(Tls.listener(certificate.yaml(), "") + yaml, provider);
    }

    private Wire open(RunningGateway gateway) {
        Wire client = Tls.connect(gateway, authority.client()).send(ASK);
        assertThat(client.readHead()).startsWith("HTTP/1.1 101 ");
        return client;
    }

    private String next() throws InterruptedException {
        return String.valueOf(seen.poll(10, TimeUnit.SECONDS));
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void framesPassBothWaysAsTheyAre(TlsProvider provider) {
        String frame = SocketFrame.client(0xc2, "deflated, perhaps ".repeat(20));
        String frames = SocketFrame.client(SocketFrame.PING, "theirs") + frame.repeat(MANY);
        try (Origin origin = agreeing(wire -> {
                    int left = frames.length();
                    for (int part = Math.min(left, 9_999); part > 0; part = Math.min(left, 9_999)) {
                        wire.send(wire.read(part));
                        left -= part;
                    }
                    wire.isEnded();
                });
                RunningGateway gateway = between(origin, provider);
                Wire client = open(gateway)) {
            Thread.ofVirtual().start(() -> client.send(frames));
            assertThat(client.read(frames.length())).isEqualTo(frames);
        }
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void closeCodesArriveOnTheOtherSide(TlsProvider provider) throws InterruptedException {
        String fromClient = SocketFrame.client(SocketFrame.CLOSE, SocketFrame.code(4001) + "bye");
        String fromEndpoint = SocketFrame.server(SocketFrame.CLOSE, SocketFrame.code(1011));
        try (Origin origin = agreeing(wire -> {
                    seen.add(wire.read(fromClient.length()));
                    wire.send(fromEndpoint);
                });
                RunningGateway gateway = between(origin, provider);
                Wire client = open(gateway)) {
            client.send(fromClient);
            assertThat(client.readToEnd()).isEqualTo(fromEndpoint);
            assertThat(next()).isEqualTo(fromClient);
            RunningGateway.eventually(() -> gateway.gateway().inFlight() == 0);
            assertThat(gateway.manage("GET", "/metrics"))
                    .contains("highgate_websocket_closes_total{code=\"4xxx\",route=\"all\"} 1.0")
                    .doesNotContain("CLIENT_GONE", "UPSTREAM_RESET");
        }
    }

    /** An attacker can end the connection, but not say goodbye in somebody's name (RFC 8446 section 6.1). */
    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void anEndpointThatIsCutOffEndsTheClientWithoutACode(TlsProvider provider) {
        String last = SocketFrame.server(SocketFrame.TEXT, "last");
        try (Origin origin = agreeing(wire -> {
                    wire.send(last);
                    wire.read(1);
                    wire.cut();
                });
                RunningGateway gateway = between(origin, provider);
                Wire client = open(gateway)) {
            assertThat(client.read(last.length())).isEqualTo(last);
            client.send(SocketFrame.client(SocketFrame.TEXT, "x"));
            assertThat(client.isEnded()).isTrue();
            RunningGateway.eventually(() -> gateway.gateway().inFlight() == 0);
            assertThat(gateway.manage("GET", "/metrics"))
                    .contains("highgate_websocket_closes_total{code=\"none\",route=\"all\"} 1.0")
                    .contains("UPSTREAM_RESET");
        }
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void aClientThatIsCutOffEndsTheEndpointToo(TlsProvider provider) throws InterruptedException {
        String part = SocketFrame.client(SocketFrame.TEXT, "half of it").substring(0, 9);
        try (Origin origin = agreeing(wire -> {
                    seen.add(wire.read(part.length()));
                    seen.add("ended " + wire.isEnded());
                });
                RunningGateway gateway = between(origin, provider)) {
            Wire client = open(gateway).send(part);
            assertThat(next()).isEqualTo(part);
            client.cut();
            assertThat(next()).isEqualTo("ended true");
            RunningGateway.eventually(() -> gateway.gateway().inFlight() == 0);
            assertThat(gateway.manage("GET", "/metrics"))
                    .contains("highgate_websocket_closes_total{code=\"none\",route=\"all\"} 1.0")
                    .contains("CLIENT_GONE");
        }
    }

    /** There are no half-closed TLS connections (decision 0011), but what was said before close_notify counts. */
    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void theLastWordsOfAClientArriveThoughItsTlsEndsWithThem(TlsProvider provider) throws InterruptedException {
        String all = SocketFrame.client(SocketFrame.TEXT, "all")
                + SocketFrame.client(SocketFrame.CLOSE, SocketFrame.code(1000));
        try (Origin origin = agreeing(wire -> seen.add(wire.readToEnd()));
                RunningGateway gateway = between(origin, provider);
                Wire client = open(gateway)) {
            client.send(all).finishSending();
            assertThat(client.isEnded()).isTrue();
            assertThat(next()).isEqualTo(all);
            RunningGateway.eventually(() -> gateway.gateway().inFlight() == 0);
            assertThat(gateway.manage("GET", "/metrics"))
                    .contains("highgate_websocket_closes_total{code=\"1000\",route=\"all\"} 1.0");
        }
    }

    /** An endpoint that nobody vouches for hears nothing. */
    @Test
    void anEndpointThatCannotBeTrustedGetsNoWebSocket() {
        Issued foreign = new Authority(folder, "strange").issue("b", "127.0.0.1");
        try (Origin origin = Origin.secured(authority.context(foreign), socket -> {}, Wire::isEnded);
                RunningGateway gateway = between(origin, TlsProvider.best());
                Wire client = Tls.connect(gateway, authority.client())) {
            assertThat(client.send(ASK).readAnswer())
                    .startsWith("HTTP/1.1 502 ")
                    .contains("TLS_FAILED");
        }
    }

    @Test
    void aClientOfSomebodyElseSpeaksWss() throws Exception {
        CompletableFuture<Integer> closed = new CompletableFuture<>();
        try (EchoSocketServer server = new EchoSocketServer();
                RunningGateway gateway = RunningGateway.of(
                        Tls.listener(certificate.yaml(), "") + RunningGateway.toOrigin(server.port()));
                HttpClient http =
                        HttpClient.newBuilder().sslContext(authority.client()).build()) {
            WebSocket socket = http.newWebSocketBuilder()
                    .buildAsync(URI.create("wss://localhost:" + gateway.port() + "/"), new WebSocket.Listener() {
                        @Override
                        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
                            seen.add(text.toString());
                            from.request(1);
                            return null;
                        }

                        @Override
                        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
                            closed.complete(code);
                            return null;
                        }
                    })
                    .get(10, TimeUnit.SECONDS);
            socket.sendText("hello", true).get(10, TimeUnit.SECONDS);
            assertThat(next()).isEqualTo("hello");
            socket.sendClose(4321, "enough").get(10, TimeUnit.SECONDS);
            assertThat(closed.get(10, TimeUnit.SECONDS)).isEqualTo(4321);
        }
    }
}
