package io.highgate.sdk.provider;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Answers that no center should give: none of them holds the provider up, or harms it. */
class HttpSenderTest {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void anAnswerIsRead() {
        Answer answer = asking("HTTP/1.1 503 Away\r\nRetry-After: 7\r\nContent-Length: 2\r\n\r\n{}");

        assertThat(answer).isEqualTo(new Answer(503, "7", "{}"));
    }

    @Test
    void whoNeverAnswersIsGivenUp() {
        assertThat(asking("").status()).isZero();
        assertThat(asking("HTTP/1.1 200 OK\r\n").status()).isZero();
        assertThat(asking("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf").told())
                .contains("no answer within 2000 ms");
    }

    @Test
    void whatIsNoHttpIsNoAnswer() {
        assertThat(asking("SSH-2.0-OpenSSH_9.2\r\n\r\n").status()).isZero();
        assertThat(asking("HTTP/1.1 abc OK\r\n\r\n").status()).isZero();
        assertThat(asking("\u0000\u0001\u0002\r\n\r\n").status()).isZero();
    }

    @Test
    void aBodyIsReadUpToALimit() {
        String body = "x".repeat(LimitedBody.MOST + 50_000);
        Answer answer = asking("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).hasSize(LimitedBody.MOST);
    }

    @Test
    void nobodyIsFollowedElsewhere() {
        Answer answer = asking("HTTP/1.1 307 Go\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n");

        assertThat(answer.status()).isEqualTo(307);
        assertThat(answer.mayChange()).isFalse();
    }

    @Test
    void nobodyThereIsSaidInWords() throws IOException {
        server.close();

        assertThat(send().told()).contains("ConnectException");
        assertThat(HttpSender.strict()
                        .send(question(URI.create("http://no-such-host.invalid/")))
                        .status())
                .isZero();
        assertThat(HttpSender.strict()
                        .send(question(URI.create("ftp://127.0.0.1/")))
                        .told())
                .contains("IllegalArgumentException");
    }

    @Test
    void whatACenterSaysStaysOnOneShortLine() {
        String evil = "{\"code\":\"X\\nfake line\",\"message\":\"" + "y".repeat(5_000) + "\"}";

        assertThat(new Answer(400, null, evil).told())
                .startsWith("HTTP 400 X fake line y")
                .doesNotContain("\n")
                .hasSizeLessThan(500);
        assertThat(new Answer(400, null, "[]").told()).isEqualTo("HTTP 400");
        assertThat(new Answer(400, null, "{\"code\":7}").told()).isEqualTo("HTTP 400");
    }

    /** Answers one request with these octets, then nothing more. */
    private Answer asking(String octets) {
        Thread.ofVirtual().start(() -> {
            try {
                Socket socket = server.accept();
                byte[] request = new byte[4_096];
                if (socket.getInputStream().read(request) > 0) {
                    OutputStream out = socket.getOutputStream();
                    out.write(octets.getBytes(StandardCharsets.ISO_8859_1));
                    out.flush();
                }
            } catch (IOException ended) {
                // The client has seen enough.
            }
        });
        return send();
    }

    private Answer send() {
        return HttpSender.strict().send(question(URI.create("http://127.0.0.1:" + server.getLocalPort() + "/")));
    }

    private static Question question(URI uri) {
        return new Question("GET", uri, null, null, PATIENCE);
    }
}
