package io.highgate.drills.takeover;

import com.sun.net.httpserver.HttpExchange;
import io.highgate.drills.client.Download;
import io.highgate.drills.client.Http1Client;
import io.highgate.drills.client.Steady;
import io.highgate.drills.process.GatewaySetup;
import io.highgate.drills.process.Nginx;
import io.highgate.drills.process.RunningGateway;
import io.highgate.drills.process.SmallOrigin;
import io.highgate.testkit.Http2Wire;
import io.highgate.testkit.Origin;
import io.highgate.testkit.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What was begun in the old process lives on there: to its own end, or to the end of the drain. */
class LongStreamsTest {

    private static final Duration DRAIN = Duration.ofSeconds(6);

    /** What a machine with much to do may be late by. */
    private static final Duration LATE = Duration.ofSeconds(2);

    @TempDir
    Path folder;

    private final CountDownLatch goOn = new CountDownLatch(1);
    private Nginx names;
    private SmallOrigin events;
    private Origin sockets;
    private GatewaySetup setup;

    @BeforeEach
    void startOrigins() {
        names = Nginx.start(folder, "origin");
        events = new SmallOrigin().at("/events", this::events);
        sockets = Origin.scripted(LongStreamsTest::echo);
        setup = GatewaySetup.in(folder);
    }

    @AfterEach
    void stopOrigins() {
        goOn.countDown();
        events.close();
        sockets.close();
        names.close();
    }

    @Test
    void whatHasNoEndLivesUntilTheDrainIsOver() {
        try (Turns turns = Turns.begin(setup, settings(DRAIN));
                Wire socket = webSocket();
                Wire stream = Wire.to(setup.port())) {
            stream.send("GET /events HTTP/1.1\r\nHost: drill\r\n\r\n").readThrough("data: first\n\n");
            Http2Wire http2 = Http2Wire.client(Wire.to(setup.port()));
            http2.headers(1, true, ":method", "GET", ":scheme", "http", ":authority", "drill", ":path", "/events");
            while (!http2.next(Http2Wire.DATA).text().contains("first")) {}
            try (Steady load = new Steady().with(50, Http1Client.fresh(setup.port(), "/name"))) {
                RunningGateway old = turns.next();
                // Both processes are there now; the drain began a moment ago.
                long began = System.nanoTime();
                assertThat(speak(socket, "still here")).isEqualTo("still here");
                assertThat(socket.read(4)).as("a close frame that says 1001").isEqualTo("\u0088\u0002\u0003\u00e9");
                Duration told = since(began);
                stream.readThrough("\r\n");
                assertThat(stream.isEnded()).isTrue();
                Duration ended = since(began);
                http2.wire().drain();
                Duration closed = since(began);
                assertThat(old.process().awaitExit(LATE)).isZero();
                Duration gone = since(began);
                assertThat(told)
                        .as("two seconds, or a quarter, before the end")
                        .isBetween(
                                DRAIN.minus(DRAIN.dividedBy(4)).minus(LATE),
                                DRAIN.minus(DRAIN.dividedBy(4)).plus(LATE));
                assertThat(ended).isBetween(DRAIN.minus(LATE), DRAIN.plus(LATE));
                assertThat(closed).isBetween(DRAIN.minus(LATE), DRAIN.plus(LATE));
                assertThat(gone).isBetween(DRAIN.minus(LATE), DRAIN.plus(LATE));
                assertThat(load.stop()).containsOnlyKeys("200");
            }
        }
    }

    @Test
    void whatEndsEarlierLetsTheOldProcessGo() {
        try (Turns turns = Turns.begin(setup, settings(Duration.ofMinutes(2)));
                Wire socket = webSocket();
                Wire stream = Wire.to(setup.port());
                Download download = Download.toTheMiddle(setup.port(), "/large")) {
            stream.send("GET /events HTTP/1.1\r\nHost: drill\r\n\r\n").readThrough("data: first\n\n");
            RunningGateway first = turns.next();
            RunningGateway second = turns.next();
            assertThat(second.process().awaitExit(Duration.ofSeconds(20)))
                    .as("it had nothing to do")
                    .isZero();
            turns.next();
            assertThat(first.process().isAlive()).isTrue();
            assertThat(speak(socket, "hello")).isEqualTo("hello");
            goOn.countDown();
            stream.readThrough("data: last\n\n");
            // Idle connections have half of the drain for a request that may be on its way: not this one.
            stream.finishSending();
            download.goOn().awaitEnd(Duration.ofSeconds(25));
            assertThat(download.received()).isEqualTo(Nginx.LARGE);
            assertThat(first.process().isAlive()).as("for the WebSocket").isTrue();
            socket.send("\u0088\u0082\0\0\0\0\u0003\u00e8");
            assertThat(socket.read(4)).as("1000, as it was said").isEqualTo("\u0088\u0002\u0003\u00e8");
            assertThat(first.process().awaitExit(Duration.ofSeconds(20))).isZero();
            assertThat(turns.serving().get("/name").statusCode()).isEqualTo(200);
        }
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private Wire webSocket() {
        Wire wire = Wire.to(setup.port());
        wire.send("""
                GET /socket HTTP/1.1
                Host: drill
                Connection: Upgrade
                Upgrade: websocket
                Sec-WebSocket-Version: 13
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==

                """.replace("\n", "\r\n"));
        assertThat(wire.readHead()).startsWith("HTTP/1.1 101");
        return wire;
    }

    /** A text there and back; masked with zeros, so that it stands on the line as it is. */
    private static String speak(Wire socket, String text) {
        socket.send("\u0081" + (char) (0x80 | text.length()) + "\0\0\0\0" + text);
        return socket.read(2 + text.length()).substring(2);
    }

    /** The other end of {@link #webSocket}: texts and closes come back, without their masks. */
    private static void echo(Wire wire) {
        wire.readHead();
        wire.send("""
                HTTP/1.1 101 Switching Protocols
                Connection: Upgrade
                Upgrade: websocket
                Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=

                """.replace("\n", "\r\n"));
        String head;
        do {
            head = patiently(wire);
            int length = head.charAt(1) & 0x7f;
            boolean masked = (head.charAt(1) & 0x80) != 0;
            String mask = masked ? wire.read(4) : "\0\0\0\0";
            StringBuilder text = new StringBuilder(wire.read(length));
            for (int i = 0; i < length; i++) {
                text.setCharAt(i, (char) (text.charAt(i) ^ mask.charAt(i % 4)));
            }
            wire.send("" + head.charAt(0) + (char) length + text);
        } while (head.charAt(0) != '\u0088'); // behind the close it is the server that ends the connection
    }

    /** The head of a frame, however long nobody says anything. */
    private static String patiently(Wire wire) {
        while (true) {
            try {
                return wire.read(2);
            } catch (UncheckedIOException e) {
                if (!(e.getCause() instanceof SocketTimeoutException)) {
                    throw e;
                }
            }
        }
    }

    private void events(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write("data: first\n\n".getBytes(StandardCharsets.US_ASCII));
        exchange.getResponseBody().flush();
        try {
            if (goOn.await(40, TimeUnit.SECONDS)) {
                exchange.getResponseBody().write("data: last\n\n".getBytes(StandardCharsets.US_ASCII));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }

    private String settings(Duration drain) {
        return """
                timeouts: {drain: %ds, webSocketPing: 10m, webSocketIdle: 20m}
                upstreams:
                  names: {endpoints: '%s'}
                  events: {endpoints: '%s'}
                  sockets: {endpoints: '127.0.0.1:%d'}
                routes:
                  - {name: events, path: /events, upstream: events}
                  - {name: sockets, path: /socket, upstream: sockets}
                  - {name: all, upstream: names}
                """.formatted(drain.toSeconds(), names.address(), events.address(), sockets.port());
    }
}
