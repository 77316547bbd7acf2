package io.highgate.center.api;

import io.highgate.base.time.Ticker;
import io.highgate.center.access.Finding;
import io.highgate.center.api.route.Routes;
import io.highgate.center.api.serve.CenterServer;
import io.highgate.center.api.serve.ServerTerms;
import io.highgate.testkit.Await;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** How the listener behaves, whatever is asked. */
class ServerTest {

    private static Socket open(TestCenter center, String head) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(8_192);
        socket.connect(new InetSocketAddress("localhost", center.api.port()));
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return socket;
    }

    /** All that comes until the connection is closed, in whichever way. */
    private static String whole(Socket socket) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(all);
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the connection is still open", e);
        } catch (IOException e) {
            return all.toString(StandardCharsets.UTF_8);
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    private static BufferedReader lines(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    private static String streamHead(TestCenter center) {
        return "GET /api/center/stream HTTP/1.1\r\nHost: x\r\nAuthorization: " + center.gateway() + "\r\n\r\n";
    }

    /** Helidon only logs it: a center that could not listen said that it listens at port -1, and went on. */
    @Test
    void aPortThatIsTakenIsSaidSo() {
        try (TestCenter center = new TestCenter()) {
            ServerTerms terms = ServerTerms.at(InetAddress.getLoopbackAddress(), center.api.port());
            CenterServer.Means means = new CenterServer.Means(
                    _ -> new Finding.Unknown("nobody is known"),
                    Ticker.system(),
                    () -> "one",
                    (_, _, _, _) -> {},
                    () -> {});
            CenterServer second = new CenterServer(terms, new Routes(List.of()), means);

            assertThatThrownBy(second::start).hasMessageContaining("port is taken");
        }
    }

    @Test
    void thereIsRoomForTenThousandInstancesThatKeepTheirConnections() {
        assertThat(ServerTerms.Bounds.USUAL.connections()).isGreaterThan(10_000 + ServerTerms.Bounds.USUAL.streams());
    }

    @Test
    void otherMethodsAndPathsAreToldApart() {
        try (TestCenter center = new TestCenter()) {
            String admin = center.operator("admin");

            HttpResponse<String> method = center.call("POST", "/api/center/cells", admin, "{}");
            assertThat(method.statusCode()).isEqualTo(405);
            assertThat(method.headers().firstValue("Allow")).contains("GET, HEAD");
            assertThat(center.raw("GET", "/api/center/nothing", admin, null).statusCode())
                    .isEqualTo(404);
            assertThat(center.raw("GET", "/api/governance/nothing", admin, null).body())
                    .contains("\"code\":\"NOT_FOUND\"")
                    .doesNotContain("requestId");
            assertThat(center.raw("GET", "/gateway-nothing", admin, null).body())
                    .startsWith("{\"code\":0,");
            for (String path :
                    List.of("/api/center/cells/%ff", "/api/center/cells/..%2f", "/api/center/cells/%2e%2e")) {
                assertThat(center.raw("GET", path, admin, null).statusCode())
                        .as(path)
                        .isIn(400, 404);
            }
        }
    }

    @Test
    void envelopesOfErrorsComeWith200WhereThatIsWanted() {
        try (TestCenter center = TestCenter.with(it -> new CenterTerms(
                new ServerTerms(
                        it.server().bind(), 0, null, ServerTerms.Certificates.NONE, true, ServerTerms.Bounds.USUAL),
                it.masterKey(),
                null,
                it.roles(),
                false,
                CenterTerms.USUAL_TRIES,
                it.rules()))) {
            HttpResponse<String> refused = center.raw("POST", "/gateway-group/create", null, "{}");

            assertThat(refused.statusCode()).isEqualTo(200);
            assertThat(refused.body()).startsWith("{\"code\":0,");
            assertThat(center.raw("GET", "/api/center/cells", null, null).statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void headsThatAreTooLongOrWrongAreRefusedInOurShape() throws IOException {
        try (TestCenter center = new TestCenter()) {
            String wide = "GET /livez HTTP/1.1\r\nHost: x\r\nX-A: " + "y".repeat(20_000) + "\r\n\r\n";
            String nonsense = "{\"a\":1}GET /livez HTTP/1.1\r\nHost: x\r\n\r\n";
            for (String head : List.of(wide, nonsense, "GET /livez HTTP/1.1\r\nHost: x\r\nBad Name: y\r\n\r\n")) {
                try (Socket socket = open(center, head)) {
                    String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                    assertThat(answer).startsWith("HTTP/1.1 4").contains("\"code\":\"BAD_REQUEST\"");
                }
            }
        }
    }

    /** A refused request, then another one on its connection. */
    private static String bothAnswers(TestCenter center, String headers, String body) throws IOException {
        String refused = "POST /api/center/reports HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n" + body;
        try (Socket socket = open(center, refused)) {
            try {
                socket.getOutputStream()
                        .write("GET /livez HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                                .getBytes(StandardCharsets.ISO_8859_1));
            } catch (IOException closed) {
                return whole(socket);
            }
            return whole(socket);
        }
    }

    @Test
    void aShortBodyThatNobodyReadIsNoRequestAndTheConnectionGoesOn() throws IOException {
        try (TestCenter center = new TestCenter()) {
            String hidden = "GET /api/center/nothing HTTP/1.1\r\nHost: x\r\n\r\n";
            String both = bothAnswers(center, "Content-Length: " + hidden.length() + "\r\n", hidden);
            assertThat(both)
                    .startsWith("HTTP/1.1 401")
                    .containsOnlyOnce("HTTP/1.1 401")
                    .contains("HTTP/1.1 200");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Content-Length: 20000|20000",
                "Content-Length: 3000000|3000000",
                "Content-Length: 5, Expect: 100-continue|0"
            })
    void behindABodyThatNobodyReadTheConnectionEnds(String headers, int sent) throws IOException {
        try (TestCenter center = new TestCenter()) {
            String body = "GET /livez HTTP/1.1\r\nHost: x\r\n\r\n"
                    .repeat(1 + sent / 32)
                    .substring(0, sent);
            String answer = bothAnswers(center, headers.replace(", ", "\r\n") + "\r\n", body);
            assertThat(answer)
                    .startsWith("HTTP/1.1 401")
                    .contains("Connection: close")
                    .doesNotContain("HTTP/1.1 200");
        }
    }

    @Test
    void aChunkedBodyThatNobodyReadEndsTheConnectionToo() throws IOException {
        try (TestCenter center = new TestCenter()) {
            String answer = bothAnswers(center, "Transfer-Encoding: chunked\r\n", "5\r\nhello\r\n0\r\n\r\n");
            assertThat(answer)
                    .startsWith("HTTP/1.1 401")
                    .contains("Connection: close")
                    .doesNotContain("HTTP/1.1 200");
        }
    }

    private static TestCenter with(ServerTerms.Bounds bounds) {
        return TestCenter.with(it -> new CenterTerms(
                new ServerTerms(it.server().bind(), 0, null, ServerTerms.Certificates.NONE, false, bounds),
                it.masterKey(),
                null,
                it.roles(),
                true,
                CenterTerms.USUAL_TRIES,
                it.rules()));
    }

    private static Socket refusedOn(TestCenter center, String request) throws IOException {
        Socket socket = open(center, request);
        assertThat(lines(socket).readLine()).startsWith("HTTP/1.1 413");
        return socket;
    }

    @Test
    void whoIsRefusedAndSendsItsBodySlowlyTakesNobodysRoom() throws IOException {
        try (TestCenter center = with(new ServerTerms.Bounds(8_192, 1_000, 100, 2, 10, Duration.ofMinutes(1)))) {
            String refused = "POST /api/center/reports HTTP/1.1\r\nHost: x\r\nContent-Length: 20000\r\n\r\n";
            try (Socket _ = refusedOn(center, refused);
                    Socket _ = refusedOn(center, refused);
                    Socket _ = refusedOn(center, refused)) {
                assertThat(center.get("/api/center/cells", center.gateway()).statusCode())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void thereIsRoomForBeatsAndSignsOfLifeWhereThereIsNoneForOthers() throws IOException {
        try (TestCenter center = with(new ServerTerms.Bounds(8_192, 10_000, 100, 1, 10, Duration.ofMinutes(1)))) {
            String one = "/api/center/cells/crm/instances/a";
            String key = center.provider("crm");
            center.put(one, key, "{\"host\":\"10.0.0.1\",\"port\":80}");
            String slow = "POST /api/center/reports HTTP/1.1\r\nHost: x\r\nAuthorization: " + center.gateway()
                    + "\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n{";
            try (Socket _ = open(center, slow)) {
                Await.until(
                        "there is no room",
                        () -> center.get("/health", null).body().contains("\"code\":\"OVERLOADED\""));
                assertThat(center.post(one + "/beat", key, null).statusCode()).isEqualTo(204);
                assertThat(center.post(one + "/beat", center.provider("other"), null)
                                .statusCode())
                        .isEqualTo(403);
                assertThat(center.post(one + "/beat", key, "\"" + "x".repeat(5_000) + "\"")
                                .statusCode())
                        .isEqualTo(413);
                for (String sign : List.of("/livez", "/healthz", "/readyz")) {
                    assertThat(center.get(sign, null).statusCode()).as(sign).isEqualTo(200);
                }
                assertThat(center.get("/api/center/cells", center.gateway()).statusCode())
                        .isEqualTo(503);
            }
        }
    }

    @Test
    void aBodyThatDoesNotComeIsNotWaitedForForEver() throws IOException {
        try (TestCenter center = with(new ServerTerms.Bounds(8_192, 1_000, 100, 100, 10, Duration.ofMillis(300)))) {
            String head = "POST /api/center/reports HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 10\r\n\r\n{";
            try (Socket socket = open(center, head)) {
                assertThat(whole(socket)).doesNotContain("HTTP/1.1 2");
            }
        }
    }

    @Test
    void theStreamTellsASnapshotAndWhatChanges() throws IOException {
        try (TestCenter center = new TestCenter();
                Socket socket = open(center, streamHead(center))) {
            BufferedReader lines = lines(socket);
            assertThat(message(lines)).contains("\"type\":\"begin\"");
            assertThat(message(lines)).contains("\"type\":\"end\"");

            center.put(
                    "/api/center/cells/crm/instances/a", center.provider("crm"), "{\"host\":\"10.0.0.1\",\"port\":80}");

            String next = message(lines);
            while (next.contains("pulse")) {
                next = message(lines);
            }
            assertThat(next).contains("\"type\":\"delta\"", "10.0.0.1");
            assertThat(center.raw("GET", "/api/center/stream?since=x", center.gateway(), null)
                            .statusCode())
                    .isEqualTo(400);
            assertThat(center.raw("HEAD", "/api/center/stream", center.gateway(), null)
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    /** The next line of JSON, between sizes of chunks and header fields. */
    private static String message(BufferedReader lines) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("{")) {
                TestCenter.CONTRACT.line(line);
                return line;
            }
        }
        throw new AssertionError("the stream has ended");
    }

    /** A reader that takes nothing would keep its thread, its connection and what waits for it. */
    @Test
    void aReaderThatIsTooSlowIsCutOff() throws IOException {
        ServerTerms.Bounds hasty = new ServerTerms.Bounds(8_192, 100_000, 100, 100, 10, Duration.ofMillis(500));
        try (TestCenter center = TestCenter.with(it -> new CenterTerms(
                        new ServerTerms(it.server().bind(), 0, null, ServerTerms.Certificates.NONE, false, hasty),
                        it.masterKey(),
                        null,
                        it.roles(),
                        false,
                        CenterTerms.USUAL_TRIES,
                        it.rules()));
                Socket slow = open(center, streamHead(center))) {
            Await.until("it reads", () -> center.center.feed().readers() == 1);
            String key = center.operator("operator");
            String padding = "x".repeat(3_000);

            Await.until("it is cut off", () -> {
                center.put(
                        "/api/center/cells/crm/instances/a" + System.nanoTime() % 3_000,
                        key,
                        "{\"host\":\"10.0.0.1\",\"port\":80,\"lease\":300000,\"metadata\":{\"p\":\"" + padding
                                + System.nanoTime() + "\"}}");
                return center.center.feed().readers() == 0;
            });
            assertThat(slow.isConnected()).isTrue();
        }
    }

    @Test
    void aStopEndsStreamsRefusesNewRequestsAndIsTold() throws IOException, InterruptedException {
        try (TestCenter center = new TestCenter();
                Socket stream = open(center, streamHead(center))) {
            BufferedReader lines = lines(stream);
            assertThat(message(lines)).contains("begin");
            CompletableFuture<Boolean> stopped = CompletableFuture.supplyAsync(() -> {
                try {
                    return center.api.drain(Duration.ofSeconds(5));
                } catch (InterruptedException e) {
                    return false;
                }
            });

            assertThat(stopped.join()).isTrue();
            Await.until("the stream ends", () -> {
                try {
                    return lines.readLine() == null;
                } catch (IOException ended) {
                    return true;
                }
            });
            HttpResponse<String> late = center.get("/api/center/cells", center.gateway());
            assertThat(late.statusCode()).isEqualTo(503);
            assertThat(late.headers().firstValue("Connection")).contains("close");
            assertThat(late.body()).contains("\"code\":\"SERVICE_UNAVAILABLE\"");
            assertThat(center.get("/readyz", null).statusCode()).isEqualTo(503);
            assertThat(center.get("/livez", null).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void reportsAreAReasonToLookAndNoMore() {
        try (TestCenter center = new TestCenter()) {
            center.put(
                    "/api/center/cells/crm/instances/a",
                    center.provider("crm"),
                    "{\"host\":\"10.0.0.1\",\"port\":80,\"lease\":60000}");
            String report = "{\"gateway\":\"edge\",\"observations\":["
                    + "{\"key\":\"crm/a\",\"kind\":\"refused\",\"count\":9},"
                    + "{\"key\":\"crm/none\",\"kind\":\"timeout\",\"count\":1}]}";
            String gateway = center.gateway();

            assertThat(center.post("/api/center/reports", gateway, report)
                            .body()
                            .strip())
                    .isEqualTo("{\"taken\":1,\"unknown\":1}");
            assertThat(center.get("/api/governance/discovery/crm", gateway).statusCode())
                    .isEqualTo(200);
            center.dead.add("crm/a");
            Await.until("its probes fail", () -> {
                center.post("/api/center/reports", gateway, report);
                return center.get("/api/center/cells/crm", gateway).body().contains("\"down\":1");
            });
            for (String bad : List.of(
                    "{}",
                    report.replace("refused", "bored"),
                    report.replace("\"count\":9", "\"count\":-1"),
                    report.replace("\"count\":9", "\"count\":\"9\""))) {
                assertThat(center.post("/api/center/reports", gateway, bad).statusCode())
                        .isEqualTo(400);
            }
            assertThat(center.post("/api/center/reports", center.provider("crm"), report)
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void theContractAndItsPageAreServed() {
        try (TestCenter center = new TestCenter()) {
            String viewer = center.operator("viewer");

            assertThat(center.get("/openapi.yaml", viewer).body()).startsWith("openapi: 3.1.0");
            assertThat(center.get("/docs/", viewer).body()).contains("swagger-ui-bundle.js");
            for (String file : List.of("swagger-ui-bundle.js", "swagger-ui.css", "begin.js", "favicon-32x32.png")) {
                assertThat(center.get("/docs/" + file, viewer).statusCode())
                        .as(file)
                        .isEqualTo(200);
            }
            assertThat(center.get("/docs/other.js", viewer).statusCode()).isEqualTo(404);
            assertThat(center.get("/docs", viewer).headers().firstValue("Location"))
                    .contains("/docs/");
        }
    }
}
