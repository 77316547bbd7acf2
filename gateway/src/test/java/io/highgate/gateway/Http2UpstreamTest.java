package io.highgate.gateway;

import io.highgate.testkit.Http2Wire;
import io.highgate.testkit.Origin;
import io.highgate.testkit.Wire;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.highgate.gateway.Http2Endpoints.GET;
import static io.highgate.gateway.Http2Endpoints.answer;
import static io.highgate.gateway.Http2Endpoints.before;
import static org.assertj.core.api.Assertions.assertThat;

/** HTTP/2 to an endpoint, frame by frame: what is sent, what is understood, and what is not put up with. */
@Timeout(30)
class Http2UpstreamTest {

    /** Answers every request with what the gateway asked for. */
    private static Origin echoing() {
        return Origin.scripted(it -> {
            Http2Wire wire = Http2Wire.server(it);
            while (true) {
                Http2Wire.Frame head = wire.next(Http2Wire.HEADERS);
                StringBuilder body = new StringBuilder(head.headers().toString());
                for (Http2Wire.Frame frame = head; !frame.ends(); ) {
                    frame = wire.nextOfMessage();
                    body.append(
                            frame.type() == Http2Wire.HEADERS ? frame.headers().toString() : frame.text());
                    wire.number(Http2Wire.WINDOW_UPDATE, 0, Math.max(1, frame.payload().length));
                }
                answer(wire, head.stream(), body.toString());
            }
        });
    }

    @Test
    void aRequestIsSpelledFromParsedState() {
        try (Origin origin = echoing();
                RunningGateway gateway = before(origin);
                Wire client = gateway.connect()) {
            String fields =
                    "X-Mixed: Case\r\nConnection: x-hop\r\nX-Hop: 1\r\nKeep-Alive: timeout=5\r\nTE: trailers\r\nCookie: a=b";
            String answer = client.send(GET.stripTrailing() + "\r\n" + fields + "\r\n\r\n")
                    .readHead();
            String sent = client.readThrough("]");
            assertThat(answer).startsWith("HTTP/1.1 200 OK\r\n").contains("Transfer-Encoding: chunked\r\n");
            assertThat(sent)
                    .contains(":method: GET", ":path: /a?b=c", ":scheme: http")
                    .contains(":authority: 127.0.0.1:" + origin.port())
                    .contains("x-mixed: Case", "te: trailers", "cookie: a=b")
                    .doesNotContain("x-hop", "keep-alive", "connection", " host");
        }
    }

    @Test
    void theClientsHostIsKeptWhereAskedForAndTeOnlyWhereTheClientSaysSo() {
        try (Origin origin = echoing();
                RunningGateway gateway = before(origin, ", preserveHost: true");
                Wire client = gateway.connect()) {
            client.send(GET).readHead();
            assertThat(client.readThrough("]"))
                    .contains(":authority: client.test")
                    .doesNotContain("te: trailers");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 4\r\n\r\nbody",
                "Transfer-Encoding: chunked\r\n\r\n2\r\nbo\r\n2\r\ndy\r\n0\r\nX-Trailer: t\r\n\r\n"
            })
    void aBodyArrivesHoweverItWasFramed(String rest) {
        try (Origin origin = echoing();
                RunningGateway gateway = before(origin);
                Wire client = gateway.connect()) {
            client.send("POST / HTTP/1.1\r\nHost: t\r\n" + rest).readHead();
            String sent = client.readThrough("0\r\n\r\n");
            assertThat(sent).contains("body").doesNotContain("transfer-encoding");
            assertThat(sent.contains("x-trailer: t")).isEqualTo(rest.contains("X-Trailer"));
        }
    }

    @Test
    void interimAnswersAndTrailersPass() {
        try (Origin origin = Origin.scripted(it -> {
                    Http2Wire wire = Http2Wire.server(it);
                    int stream = wire.next(Http2Wire.HEADERS).stream();
                    wire.headers(stream, false, ":status", "103", "link", "</a>");
                    wire.headers(stream, false, ":status", "200").data(stream, false, "body");
                    wire.headers(stream, true, "x-checksum", "42");
                    wire.wire().isEnded();
                });
                RunningGateway gateway = before(origin);
                Wire client = gateway.connect()) {
            client.send(GET);
            assertThat(client.readHead()).startsWith("HTTP/1.1 103 ").contains("link: </a>");
            assertThat(client.readHead()).startsWith("HTTP/1.1 200 ");
            assertThat(client.readThrough("\r\n\r\n")).contains("body", "0\r\nx-checksum: 42\r\n");
        }
    }

    @Test
    void anAnswerBeforeTheBodyIsCompleteArrivesAndTheStreamIsReset() {
        Queue<Integer> resets = new ConcurrentLinkedQueue<>();
        try (Origin origin = Origin.scripted(it -> {
                    Http2Wire wire = Http2Wire.server(it);
                    int stream = wire.next(Http2Wire.HEADERS).stream();
                    wire.headers(stream, true, ":status", "413");
                    resets.add(wire.next(Http2Wire.RST_STREAM).stream());
                    wire.wire().isEnded();
                });
                RunningGateway gateway = before(origin);
                Wire client = gateway.connect()) {
            client.send("POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 100000\r\n\r\nfirst");
            assertThat(client.readHead()).startsWith("HTTP/1.1 413 ");
            RunningGateway.eventually(() -> resets.size() == 1);
        }
    }

    @Test
    void aHeadRequestHasALengthAndNoBody() {
        try (Origin origin = Origin.scripted(it -> {
                    Http2Wire wire = Http2Wire.server(it);
                    while (true) {
                        wire.headers(
                                wire.next(Http2Wire.HEADERS).stream(), true, ":status", "200", "content-length", "9");
                    }
                });
                RunningGateway gateway = before(origin);
                Wire client = gateway.connect()) {
            for (int i = 0; i < 3; i++) {
                assertThat(client.send("HEAD / HTTP/1.1\r\nHost: t\r\n\r\n").readHead())
                        .startsWith("HTTP/1.1 200 ")
                        .contains("Content-Length: 9\r\n");
            }
            assertThat(origin.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ":status=20",
                ":status=abc",
                ":status=101",
                "x=y",
                ":status=200,Upper=x",
                ":status=200,connection=close",
                ":status=200,transfer-encoding=chunked",
                ":status=200,a=x\r\ny: z",
                ":status=200,content-length=x",
                ":status=200,content-length=1,content-length=2",
                ":status=200,content-length=3",
                ":status=200,:path=/"
            })
    void anAnswerThatBreaksTheRulesIsUpstreamMalformed(String fields) {
        try (Origin origin = Origin.scripted(it -> {
                    Http2Wire wire = Http2Wire.server(it);
                    int stream = wire.next(Http2Wire.HEADERS).stream();
                    wire.headers(stream, true, fields.split("[=,]", -1));
                    wire.wire().isEnded();
                });
                RunningGateway gateway = before(origin)) {
            assertThat(gateway.ask(GET)).startsWith("HTTP/1.1 502 ").contains("UPSTREAM_MALFORMED");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"10", "2"})
    void aBodyThatIsNotAsLongAsItsLengthIsBrokenOff(String length) {
        try (Origin origin = Origin.scripted(it -> {
                    Http2Wire wire = Http2Wire.server(it);
                    int stream = wire.next(Http2Wire.HEADERS).stream();
                    wire.headers(stream, false, ":status", "200", "content-length", length);
                    wire.data(stream, true, "body");
                    wire.wire().isEnded();
                });
                RunningGateway gateway = before(origin);
                Wire client = gateway.connect()) {
            assertThat(client.send(GET).readToEnd()).doesNotContain("body\r\n");
        }
    }

    /** Small on the wire, large in memory: the compression refers to one long field again and again. */
    @Test
    void aHeaderSectionTooLargeIsUpstreamMalformed() {
        try (Origin origin = Origin.scripted(it -> {
                    Http2Wire wire = Http2Wire.server(it);
                    int stream = wire.next(Http2Wire.HEADERS).stream();
                    String[] fields = new String[2 + 2 * 40];
                    Arrays.fill(fields, "x".repeat(3_000));
                    for (int i = 2; i < fields.length; i += 2) {
                        fields[i] = "x-bomb";
                    }
                    fields[0] = ":status";
                    fields[1] = "200";
                    wire.headers(stream, true, fields);
                    wire.wire().isEnded();
                });
                RunningGateway gateway = before(origin)) {
            assertThat(gateway.ask(GET)).startsWith("HTTP/1.1 502 ").contains("UPSTREAM_MALFORMED");
        }
    }
}
