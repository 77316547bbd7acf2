package io.highgate.drills;

import com.sun.net.httpserver.HttpExchange;
import io.highgate.drills.process.GatewaySetup;
import io.highgate.drills.process.Program;
import io.highgate.drills.process.Ran;
import io.highgate.drills.process.RunningGateway;
import io.highgate.drills.process.SmallOrigin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** curl against the gateway, with the parts of HTTP that it uses by itself or when asked. */
class CurlTest {

    private static final String TEXT = "a text that repeats itself; ".repeat(400);

    @TempDir
    Path folder;

    private Program curl;
    private SmallOrigin origin;
    private RunningGateway gateway;

    @BeforeEach
    void startAll() throws IOException {
        curl = Program.needed("curl", "curl");
        origin = new SmallOrigin()
                .at("/text", "text/plain", TEXT.getBytes(StandardCharsets.US_ASCII))
                .at("/zipped", CurlTest::zipped)
                .at("/upload", CurlTest::upload);
        gateway = GatewaySetup.in(folder).start("""
                upstreams: {origin: {endpoints: '%s'}}
                routes:
                  - {name: text, path: /text, upstream: origin}
                  - {name: zipped, path: /zipped, upstream: origin}
                  - {name: upload, path: /upload, upstream: origin}
                """.formatted(origin.address()));
    }

    @AfterEach
    void stopAll() {
        if (gateway != null) {
            gateway.close();
        }
        if (origin != null) {
            origin.close();
        }
    }

    @Test
    void usesItsConnectionAgain() {
        Ran ran = curl("-v", url("/text"), url("/text"), url("/text"));
        assertThat(ran.out()).isEqualTo(TEXT.repeat(3));
        assertThat(ran.err().split("Re-using existing connection", -1)).hasSize(3);
        assertThat(gateway.metric("highgate_connections_accepted_total{listener=\"main\"}"))
                .isEqualTo(1);
    }

    @Test
    void asksForAHeadAloneAndGetsTheLengthWithoutABody() {
        Ran ran = curl("--head", url("/text"), url("/text"));
        assertThat(ran.out()).contains("HTTP/1.1 200").containsIgnoringCase("content-length: " + TEXT.length());
        assertThat(ran.out()).doesNotContain("repeats");
    }

    @Test
    void waitsForTheGoAheadBeforeAnUpload() throws IOException {
        byte[] much = new byte[3 << 20];
        Path file = Files.write(folder.resolve("much"), much);
        Ran ran = curl(
                "-v", "-H", "Expect: 100-continue", "--expect100-timeout", "20", "-T", file.toString(), url("/upload"));
        assertThat(ran.err()).contains("HTTP/1.1 100 Continue");
        assertThat(ran.out()).isEqualTo("PUT length " + much.length + " got " + much.length);
    }

    @Test
    void uploadsInChunksWhatItReadsItself() {
        List<String> command = command("-T", "-", url("/upload"));
        Ran ran = Ran.of(command, TEXT.repeat(100));
        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out()).isEqualTo("PUT chunked got " + TEXT.length() * 100);
    }

    @Test
    void getsWhatIsCompressedAsTheOriginMadeIt() throws IOException {
        assertThat(curl("--compressed", url("/zipped")).out()).isEqualTo(TEXT);
        Ran raw = curl("-i", "-H", "Accept-Encoding: gzip", url("/zipped"));
        assertThat(raw.out()).containsIgnoringCase("content-encoding: gzip");
        assertThat(raw.out()).endsWith(new String(gzip(), StandardCharsets.ISO_8859_1));
        assertThat(curl(url("/zipped")).out()).isEqualTo(TEXT);
    }

    @Test
    void speaksHttp10AndIsLeftWithAClosedConnection() {
        Ran ran = curl("-v", "--http1.0", url("/text"));
        assertThat(ran.out()).isEqualTo(TEXT);
        assertThat(ran.err()).contains("Closing connection");
    }

    @Test
    void failsWhereThereIsNoRouteAndShowsTheReason() {
        Ran ran = Ran.of(command("--fail", url("/nowhere")), "");
        assertThat(ran.exit()).isEqualTo(22);
        assertThat(ran.err()).contains("404");
        assertThat(curl(url("/nowhere")).out()).contains("\"code\":\"NO_ROUTE\"");
    }

    private Ran curl(String... arguments) {
        Ran ran = Ran.of(command(arguments), "");
        assertThat(ran.exit()).as(ran.err()).isZero();
        return ran;
    }

    private List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(curl.toString(), "-sS", "--noproxy", "*", "--max-time", "30"));
        command.addAll(List.of(arguments));
        return command;
    }

    private String url(String path) {
        return "http://127.0.0.1:" + gateway.port() + path;
    }

    private static void zipped(HttpExchange exchange) throws IOException {
        String accepted = String.valueOf(exchange.getRequestHeaders().getFirst("Accept-Encoding"));
        byte[] body = TEXT.getBytes(StandardCharsets.US_ASCII);
        if (accepted.contains("gzip")) {
            body = gzip();
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
        }
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static byte[] gzip() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(TEXT.getBytes(StandardCharsets.US_ASCII));
        }
        return out.toByteArray();
    }

    private static void upload(HttpExchange exchange) throws IOException {
        String length = exchange.getRequestHeaders().getFirst("Content-Length");
        long got = exchange.getRequestBody().readAllBytes().length;
        String framing =
                length == null ? exchange.getRequestHeaders().getFirst("Transfer-Encoding") : "length " + length;
        byte[] body = (exchange.getRequestMethod() + " " + framing + " got " + got).getBytes(StandardCharsets.US_ASCII);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
