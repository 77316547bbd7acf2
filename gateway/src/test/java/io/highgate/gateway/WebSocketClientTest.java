package io.highgate.gateway;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

/** The JDK's WebSocket client, through the gateway, to Netty's server. */
@Timeout(60)
class WebSocketClientTest {

    private final LinkedBlockingQueue<String> texts = new LinkedBlockingQueue<>();
    private final CompletableFuture<byte[]> binary = new CompletableFuture<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final CompletableFuture<String> pong = new CompletableFuture<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final EchoSocketServer server = new EchoSocketServer();
    private @Nullable RunningGateway gateway;

    @BeforeEach
    void start() {
        gateway = RunningGateway.before(server.port());
    }

    @AfterEach
    void stop() {
        requireNonNull(gateway).close();
        server.close();
        http.close();
    }

    private WebSocket open() {
        return http.newWebSocketBuilder()
                .subprotocols("chat")
                .buildAsync(
                        URI.create("ws://127.0.0.1:" + requireNonNull(gateway).port() + "/"), new Ear())
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    private final class Ear implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();
        private final ByteArrayOutputStream octets = new ByteArrayOutputStream();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                texts.add(text.toString());
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer part, boolean last) {
            byte[] copy = new byte[part.remaining()];
            part.get(copy);
            octets.writeBytes(copy);
            if (last) {
                binary.complete(octets.toByteArray());
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onPong(WebSocket socket, ByteBuffer payload) {
            pong.complete(Character.toString(payload.get()));
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed.complete(code);
            return null;
        }
    }

    @Test
    void messagesAndFragmentsComeBack() throws Exception {
        WebSocket socket = open();
        assertThat(socket.getSubprotocol()).isEqualTo("chat");
        socket.sendText("hel", false).thenCompose(it -> it.sendText("lo", true)).join();
        assertThat(texts.poll(10, TimeUnit.SECONDS)).isEqualTo("hello");
        socket.sendPing(ByteBuffer.wrap(new byte[] {'p'})).join();
        assertThat(pong.get(10, TimeUnit.SECONDS)).isEqualTo("p");
        socket.abort();
    }

    @Test
    void aLargeMessageComesBackWhole() throws Exception {
        byte[] message = new byte[5 * 1024 * 1024];
        new Random(1).nextBytes(message);
        WebSocket socket = open();
        socket.sendBinary(ByteBuffer.wrap(message), true).join();
        assertThat(binary.get(30, TimeUnit.SECONDS)).isEqualTo(message);
        socket.abort();
    }

    @Test
    void aCodeComesBack() throws Exception {
        open().sendClose(4321, "enough").join();
        assertThat(closed.get(10, TimeUnit.SECONDS)).isEqualTo(4321);
        RunningGateway.eventually(() -> requireNonNull(gateway).gateway().inFlight() == 0);
        assertThat(requireNonNull(gateway).manage("GET", "/metrics")).doesNotContain("highgate_failures_total{");
    }
}
