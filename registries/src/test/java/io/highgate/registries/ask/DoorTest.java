package io.highgate.registries.ask;

import io.highgate.registries.RealMeans;
import io.highgate.registries.ScriptedServer;
import io.highgate.registries.ScriptedServer.Reply;
import io.highgate.testkit.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(30)
class DoorTest {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final Door door = Door.open(RealMeans.means(), Duration.ofSeconds(2), null);

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void aWholeAnswerIsThereWithItsStatusAndHeaderFields() throws Exception {
        try (ScriptedServer server =
                new ScriptedServer(_ -> Reply.json("{\"a\":\"ä\"}").with("X-Index", "7"))) {
            Answer answer = door.ask(get(server, "/x?tag=secret", LONG).with("X-Token", "t"));

            assertThat(answer.good().object().text("a")).isEqualTo("ä");
            assertThat(answer.header("x-index")).isEqualTo("7");
            assertThat(server.asked().getFirst().headers().getFirst("X-Token")).isEqualTo("t");
            assertThat(server.asked().getFirst().headers().getFirst("Accept")).isEqualTo("application/json");
        }
    }

    @Test
    void aFormIsPosted() throws Exception {
        try (ScriptedServer server = new ScriptedServer(_ -> Reply.json("{}"))) {
            door.ask(get(server, "/login", LONG).posting(Map.of("password", "a b&c=ü")));

            assertThat(server.asked().getFirst().body()).isEqualTo("password=a%20b%26c%3D%C3%BC");
        }
    }

    @Test
    void whatIsNoSuccessSaysWhyWithoutSecrets() throws Exception {
        try (ScriptedServer server = new ScriptedServer(_ -> Reply.status(403))) {
            Answer answer = door.ask(get(server, "/x?accessToken=hush", LONG).with("X-Token", "hush"));

            assertThat(answer.status()).isEqualTo(403);
            assertThatThrownBy(answer::good)
                    .isInstanceOf(Unanswered.class)
                    .hasMessageStartingWith(server.url() + "/x answered 403")
                    .hasMessageNotContaining("hush");
            assertThat(get(server, "/x?accessToken=hush", LONG).with("X-Token", "hush"))
                    .asString()
                    .doesNotContain("hush");
        }
    }

    @Test
    void nobodyIsFollowedElsewhere() throws Exception {
        try (ScriptedServer other = new ScriptedServer(_ -> Reply.json("{}"));
                ScriptedServer server =
                        new ScriptedServer(_ -> Reply.status(302).with("Location", other.url() + "/stolen"))) {
            Answer answer = door.ask(get(server, "/x", LONG));

            assertThatThrownBy(answer::good).hasMessageContaining("302: it sends elsewhere");
            assertThat(other.asked()).isEmpty();
        }
    }

    @Test
    void whatIsNotJsonSaysWhere() throws Exception {
        try (ScriptedServer server = new ScriptedServer(_ -> Reply.json("<html>"))) {
            Answer answer = door.ask(get(server, "/x", LONG));

            assertThatThrownBy(answer::json).hasMessageContaining("at character 1 there is '<'");
            assertThatThrownBy(answer::object).hasMessageContaining("at character 1 there is '<'");
        }
    }

    @Test
    void aServerThatHangsHasItsTime() {
        try (ScriptedServer server = new ScriptedServer(_ -> Reply.json("{}"))) {
            server.now(server.silence());

            assertThatThrownBy(() -> door.ask(get(server, "/x", SHORT)))
                    .isInstanceOf(Unanswered.class)
                    .hasMessageContaining("did not answer");
        }
    }

    @Test
    void anAnswerThatTricklesHasItsTimeToo() throws Exception {
        try (Dripping server = new Dripping("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", "x")) {
            assertThatThrownBy(() -> door.ask(Question.get(server.url(), "/x", SHORT)))
                    .hasMessageContaining("did not answer within 300 ms");
        }
    }

    @Test
    void anAnswerWithoutEndIsNotReadToItsEnd() throws Exception {
        try (Dripping server = new Dripping("HTTP/1.1 200 OK\r\n\r\n", "x".repeat(1 << 20))) {
            assertThatThrownBy(() -> door.ask(Question.get(server.url(), "/x", LONG)))
                    .hasMessageContaining("answered more than " + Door.LARGEST + " octets");
        }
    }

    @Test
    void whereNobodyListensThatIsSaid() throws Exception {
        Question question = Question.get(URI.create("http://127.0.0.1:" + Ports.free()), "/x", LONG);

        assertThatThrownBy(() -> door.ask(question)).hasMessageContaining("/x did not answer: ConnectException");
    }

    @Test
    void linesAreReadAsTheyComeUntilTheReaderHasEnough() throws Exception {
        List<String> lines = new ArrayList<>();
        try (Dripping server = new Dripping("HTTP/1.1 200 OK\r\n\r\n", "{\"n\":1}\n")) {
            door.lines(Question.get(server.url(), "/watch", LONG), line -> lines.add(line) && lines.size() < 3);
        }

        assertThat(lines).containsExactly("{\"n\":1}", "{\"n\":1}", "{\"n\":1}");
    }

    @Test
    void linesEndWithTheAnswer() throws Exception {
        List<String> lines = new ArrayList<>();
        try (ScriptedServer server = new ScriptedServer(_ -> Reply.json("one\r\ntwo\nhalf"))) {
            door.lines(get(server, "/watch", LONG), lines::add);
        }

        assertThat(lines).containsExactly("one", "two");
    }

    @Test
    void linesThatStayAwayHaveTheirTime() throws Exception {
        try (Dripping server = new Dripping("HTTP/1.1 200 OK\r\n\r\n", "")) {
            assertThatThrownBy(() -> door.lines(Question.get(server.url(), "/watch", SHORT), _ -> true))
                    .hasMessageContaining("did not answer within 300 ms");
        }
    }

    @Test
    void aLineWithoutEndIsNotReadToItsEnd() throws Exception {
        try (Dripping server = new Dripping("HTTP/1.1 200 OK\r\n\r\n", "x".repeat(1 << 20))) {
            assertThatThrownBy(() -> door.lines(Question.get(server.url(), "/watch", LONG), _ -> true))
                    .hasMessageContaining("a line longer than " + Door.LONGEST_LINE);
        }
    }

    @Test
    void linesOfARefusalAreNotRead() throws Exception {
        try (ScriptedServer server = new ScriptedServer(_ -> Reply.status(410))) {
            assertThatThrownBy(() -> door.lines(get(server, "/watch", LONG), _ -> true))
                    .hasMessageContaining("answered 410");
        }
    }

    private static Question get(ScriptedServer server, String path, Duration timeout) {
        return Question.get(URI.create(server.url() + "/"), path, timeout);
    }

    /** Sends a head and then the same piece again and again, or nothing more. */
    private static final class Dripping implements AutoCloseable {

        private final ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        private final CountDownLatch closed = new CountDownLatch(1);

        Dripping(String head, String piece) throws IOException {
            Thread.ofVirtual().start(() -> {
                try (Socket socket = listening.accept()) {
                    socket.getInputStream().read(new byte[8192]);
                    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
                    byte[] octets = piece.getBytes(StandardCharsets.US_ASCII);
                    int pause = octets.length < 1_000 ? 20 : 0;
                    do {
                        socket.getOutputStream().write(octets);
                    } while (!closed.await(pause, TimeUnit.MILLISECONDS));
                } catch (IOException | InterruptedException clientHasEnough) {
                    // That is what is tested.
                }
            });
        }

        URI url() {
            return URI.create("http://127.0.0.1:" + listening.getLocalPort());
        }

        @Override
        public void close() throws IOException {
            closed.countDown();
            listening.close();
        }
    }
}
