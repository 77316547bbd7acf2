package io.highgate.gateway;

import io.highgate.testkit.Http2Wire;
import io.highgate.testkit.Origin;
import io.highgate.testkit.Wire;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.highgate.gateway.Http2Endpoints.GET;
import static io.highgate.gateway.Http2Endpoints.answer;
import static io.highgate.gateway.Http2Endpoints.before;
import static io.highgate.gateway.Http2Endpoints.oneLoop;
import static org.assertj.core.api.Assertions.assertThat;

/** The life of HTTP/2 connections to endpoints: shared, left in peace, asked for a sign of life, given up. */
@Timeout(30)
class Http2LinkTest {

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
                RunningGateway gateway = before(origin, ", retry: {count: 0}")) {
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
                RunningGateway gateway = before(origin, ", retry: {count: 0}")) {
            assertThat(gateway.ask(GET)).startsWith("HTTP/1.1 502 ").contains("UPSTREAM_RESET");
            assertThat(asked).hasValue(1);
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
                RunningGateway gateway = before(origin, ", connectTimeout: 200ms")) {
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
                RunningGateway gateway = before(origin, ", ping: {every: 200ms, timeout: 200ms}")) {
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
                RunningGateway gateway = before(origin, ", ping: 100ms")) {
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
                RunningGateway gateway = before(origin, ", keepAlive: 100ms")) {
            assertThat(gateway.ask(GET)).startsWith("HTTP/1.1 204 ");
            assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void anEndpointThatNoConfigurationNamesAnyMoreIsLeft() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        try (Origin origin = Origin.scripted(it -> {
                    Http2Wire wire = Http2Wire.server(it);
                    wire.headers(wire.next(Http2Wire.HEADERS).stream(), true, ":status", "204");
                    wire.next(Http2Wire.GOAWAY);
                    closed.countDown();
                });
                RunningGateway gateway = before(origin, ", keepAlive: 60s")) {
            assertThat(gateway.ask(GET)).startsWith("HTTP/1.1 204 ");
            gateway.gateway().publish(RunningGateway.spec("routes: [{name: a, respond: {body: new}}]\n"));
            assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }
}
