package io.highgate.gateway;

import io.highgate.testkit.Http2Wire;
import io.highgate.testkit.Origin;
import io.highgate.testkit.Wire;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** HTTP/2 to an endpoint, frame by frame: what is sent, what is understood, and what is not put up with. */
@Timeout(30)
class Http2UpstreamTest {

    private static final String GET = "GET /a?b=c HTTP/1.1\r\nHost: client.test\r\n\r\n";

    private static RunningGateway before(Origin origin) {
        return before(origin, "", "");
    }

    private static RunningGateway before(Origin origin, String upstream, String settings) {
        return RunningGateway.of("""
            upstreams: {origin: {endpoints: ["127.0.0.1:%d"], protocol: http2%s}}
            routes: [{name: all, upstream: origin}]
            %s
            """.formatted(origin.port(), upstream, settings));
    }

    private static void answer(Http2Wire wire, int stream, String body) {
        wire.headers(stream, false, ":status", "200", "content-type", "text/plain")
                .data(stream, true, body);
    }

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
                RunningGateway gateway = before(origin, ", preserveHost: true", "");
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
    void requestsShareAConnectionAndAnswersMayComeInAnyOrder() {
        CountDownLatch both = new CountDownLatch(2);
        try (Origin origin = Origin.scripted(it -> {
                    Http2Wire wire = Http2Wire.server(it);
                    int first = wire.next(Http2Wire.HEADERS).stream();
                    both.countDown();
                    int second = wire.next(Http2Wire.HEADERS).stream();
                    answer(wire, second, "second");
                    answer(wire, first, "first");
                    wire.wire().isEnded();
                });
                RunningGateway gateway = oneLoop(origin);
                Wire one = gateway.connect();
                Wire two = gateway.connect()) {
            one.send(GET);
            RunningGateway.eventually(() -> both.getCount() == 1);
            two.send(GET);
            assertThat(two.readHead() + two.readThrough("0\r\n\r\n")).contains("second");
            assertThat(one.readHead() + one.readThrough("0\r\n\r\n")).contains("first");
            assertThat(origin.connections()).isEqualTo(1);
        }
    }

    private static RunningGateway oneLoop(Origin origin) {
        return RunningGateway.onOneLoop("""
            upstreams: {origin: {endpoints: ["127.0.0.1:%d"], protocol: http2}}
            routes: [{name: all, upstream: origin}]
            """.formatted(origin.port()));
    }

    @Test
    void anEndpointThatAllowsOneRequestAtATimeGetsMoreConnections() throws Exception {
        CountDownLatch three = new CountDownLatch(3);
        try (Origin origin = Origin.scripted(it -> {
                    Http2Wire wire = Http2Wire.server(it, Http2Wire.MAX_STREAMS, 1);
                    while (true) {
                        int stream = wire.next(Http2Wire.HEADERS).stream();
                        three.countDown();
                        three.await(10, TimeUnit.SECONDS);
                        answer(wire, stream, "ok");
                    }
                });
                RunningGateway gateway = oneLoop(origin)) {
            List<Wire> clients = List.of(gateway.connect(), gateway.connect(), gateway.connect());
            clients.forEach(client -> client.send(GET));
            for (Wire client : clients) {
                assertThat(client.readHead() + client.readThrough("0\r\n\r\n")).contains("200 OK", "ok");
            }
            for (int i = 0; i < 5; i++) {
                assertThat(clients.get(0).send(GET).readHead()).startsWith("HTTP/1.1 200");
                clients.get(0).readThrough("0\r\n\r\n");
            }
            assertThat(origin.connections()).isEqualTo(3);
            clients.forEach(Wire::close);
        }
    }

    @Test
    void whatGoAwayLeftUnseenIsSentOverAnotherConnectionAndTheRestIsFinished() {
        AtomicInteger connection = new AtomicInteger();
        try (Origin origin = Origin.scripted(it -> {
                    Http2Wire wire = Http2Wire.server(it);
                    if (connection.incrementAndGet() == 1) {
                        int seen = wire.next(Http2Wire.HEADERS).stream();
                        wire.next(Http2Wire.HEADERS);
                        wire.goAway(seen, 0);
                        answer(wire, seen, "seen");
                        wire.wire().isEnded();
                    } else {
                        answer(wire, wire.next(Http2Wire.HEADERS).stream(), "unseen");
                        wire.wire().isEnded();
                    }
                });
                RunningGateway gateway = oneLoop(origin);
                Wire one = gateway.connect();
                Wire two = gateway.connect()) {
            one.send(GET);
            RunningGateway.eventually(() -> connection.get() == 1);
            two.send("POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 4\r\n\r\nbody");
            assertThat(one.readHead() + one.readThrough("0\r\n\r\n")).contains("200 OK", "een");
            assertThat(two.readHead() + two.readThrough("0\r\n\r\n")).contains("200 OK", "een");
            assertThat(origin.connections()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Content-Length: 4\r\n"})
    void aRefusedStreamIsTriedAgainEvenForAPost(String framing) {
        AtomicInteger asked = new AtomicInteger();
        try (Origin origin = Origin.scripted(it -> {
                    Http2Wire wire = Http2Wire.server(it);
                    while (true) {
                        Http2Wire.Frame head = wire.next(Http2Wire.HEADERS);
                        Http2Wire.Frame body = head.ends() ? head : wire.next(Http2Wire.DATA);
                        if (asked.incrementAndGet() == 1) {
                            wire.number(Http2Wire.RST_STREAM, head.stream(), 7);
                        } else {
                            answer(wire, head.stream(), "again" + (head.ends() ? "" : body.text()));
                        }
                    }
                });
                RunningGateway gateway = before(origin);
                Wire client = gateway.connect()) {
            client.send("POST / HTTP/1.1\r\nHost: t\r\n" + framing + "\r\n" + (framing.isEmpty() ? "" : "body"));
            assertThat(client.readHead() + client.readThrough("0\r\n\r\n"))
                    .contains("200 OK", "again" + (framing.isEmpty() ? "" : "body"));
            assertThat(asked).hasValue(2);
        }
    }

    @Test
    void anEndpointThatRefusesEveryStreamIsNotAskedForEver() {
        AtomicInteger asked = new AtomicInteger();
        try (Origin origin = Origin.scripted(it -> {
                    Http2Wire wire = Http2Wire.server(it);
                    while (true) {
                        asked.incrementAndGet();
                        wire.number(Http2Wire.RST_STREAM, wire.next(Http2Wire.HEADERS).stream(), 7);
                    }
                });
                RunningGateway gateway = before(origin)) {
            assertThat(gateway.ask(GET)).startsWith("HTTP/1.1 502 ").contains("UPSTREAM_RESET");
            assertThat(asked).hasValueLessThanOrEqualTo(6);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8, 11})
    void aStreamThatIsResetIsNotTriedAgain(int error) {
        AtomicInteger asked = new AtomicInteger();
        try (Origin origin = Origin.scripted(it -> {
                    Http2Wire wire = Http2Wire.server(it);
                    while (true) {
                        int stream = wire.next(Http2Wire.HEADERS).stream();
                        asked.incrementAndGet();
                        wire.number(Http2Wire.RST_STREAM, stream, error);
                    }
                });
                RunningGateway gateway = before(origin)) {
            assertThat(gateway.ask(GET)).startsWith("HTTP/1.1 502 ").contains("UPSTREAM_RESET");
            assertThat(asked).hasValue(1);
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

    @ParameterizedTest
    @ValueSource(ints = {Http2Wire.PING, Http2Wire.SETTINGS, 2, 77})
    void anEndpointThatFloodsIsDisconnected(int type) {
        AtomicInteger goneAway = new AtomicInteger();
        try (Origin origin = Origin.scripted(it -> {
                    Http2Wire wire = Http2Wire.server(it);
                    int stream = wire.next(Http2Wire.HEADERS).stream();
                    byte[] payload = new byte[type == Http2Wire.PING ? 8 : type == 2 ? 5 : 0];
                    for (int i = 0; i < 1_100; i++) {
                        wire.send(type, 0, type == 2 ? stream : 0, payload);
                    }
                    goneAway.set(wire.next(Http2Wire.GOAWAY).number(4));
                    wire.wire().isEnded();
                });
                RunningGateway gateway = before(origin)) {
            assertThat(gateway.ask(GET)).startsWith("HTTP/1.1 502 ");
            RunningGateway.eventually(() -> goneAway.get() == 11);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 400 Bad Request\r\n\r\n", "\0\0\4\0\0\0\0\0\1data", ""})
    void anEndpointThatDoesNotSpeakHttp2IsConnectFailed(String says) {
        try (Origin origin = Origin.scripted(wire -> {
                    wire.read(24);
                    wire.send(says);
                    if (!says.isEmpty()) {
                        wire.isEnded();
                    }
                });
                RunningGateway gateway = before(origin)) {
            assertThat(gateway.ask(GET)).startsWith("HTTP/1.1 502 ").contains("CONNECT_FAILED");
        }
    }

    @Test
    void anEndpointThatSendsNoSettingsIsConnectFailed() {
        try (Origin origin = Origin.scripted(Wire::isEnded);
                RunningGateway gateway = before(origin, ", connectTimeout: 200ms", "")) {
            assertThat(gateway.ask(GET)).startsWith("HTTP/1.1 502 ").contains("CONNECT_FAILED");
        }
    }

    @Test
    void aConnectionThatGivesNoSignOfLifeIsClosed() {
        CountDownLatch pinged = new CountDownLatch(1);
        try (Origin origin = Origin.scripted(it -> {
                    Http2Wire wire = Http2Wire.server(it);
                    wire.next(Http2Wire.HEADERS);
                    wire.next(Http2Wire.PING);
                    pinged.countDown();
                    wire.wire().drain();
                });
                RunningGateway gateway = before(origin, ", ping: {every: 200ms, timeout: 200ms}", "")) {
            assertThat(gateway.ask(GET)).startsWith("HTTP/1.1 502 ").contains("UPSTREAM_RESET");
            assertThat(pinged.getCount()).isZero();
        }
    }

    @Test
    void aConnectionThatAnswersPingsLives() {
        AtomicInteger pings = new AtomicInteger();
        try (Origin origin = Origin.scripted(it -> {
                    Http2Wire wire = Http2Wire.server(it);
                    int stream = wire.next(Http2Wire.HEADERS).stream();
                    while (pings.get() < 3) {
                        byte[] payload = wire.next(Http2Wire.PING).payload();
                        wire.send(Http2Wire.PING, Http2Wire.ACK, 0, payload);
                        pings.incrementAndGet();
                    }
                    wire.headers(stream, true, ":status", "204");
                    wire.wire().isEnded();
                });
                RunningGateway gateway = before(origin, ", ping: 100ms", "")) {
            assertThat(gateway.ask(GET)).startsWith("HTTP/1.1 204 ");
        }
    }

    @Test
    void anUnusedConnectionSaysGoodbyeAndCloses() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        try (Origin origin = Origin.scripted(it -> {
                    Http2Wire wire = Http2Wire.server(it);
                    wire.headers(wire.next(Http2Wire.HEADERS).stream(), true, ":status", "204");
                    wire.next(Http2Wire.GOAWAY);
                    if (wire.wire().isEnded()) {
                        closed.countDown();
                    }
                });
                RunningGateway gateway = before(origin, ", keepAlive: 100ms", "")) {
            assertThat(gateway.ask(GET)).startsWith("HTTP/1.1 204 ");
            assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }
}
