package io.highgate.gateway;

import io.highgate.testkit.Http2Wire;
import io.highgate.testkit.Http2Wire.Frame;
import io.highgate.testkit.Origin;
import io.highgate.testkit.Wire;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** Flow control joins both sides: who reads slowly is waited for by who sends, not stored for. */
@Timeout(120)
class Http2BoundedMemoryTest {

    private static final int PART = 16 * 1024;
    private static final long SIZE = 512L * 1024 * 1024;

    /** What the endpoint may send before it must wait: its side of flow control (RFC 9113 section 5.2). */
    private static final class Window {

        private long connection = 65_535;
        private long stream;

        Window(int initial) {
            stream = initial;
        }

        boolean hasRoom() {
            return connection >= PART && stream >= PART;
        }

        void sent() {
            connection -= PART;
            stream -= PART;
        }

        void update(Frame frame) {
            if (frame.stream() == 0) {
                connection += frame.number(0);
            } else {
                stream += frame.number(0);
            }
        }
    }

    private static int initialWindow(Http2Wire wire) {
        Frame settings = wire.read();
        wire.send(Http2Wire.SETTINGS, Http2Wire.ACK, 0, new byte[0]);
        for (int at = 0; at < settings.payload().length; at += 6) {
            if (settings.payload()[at + 1] == Http2Wire.INITIAL_WINDOW) {
                return settings.number(at + 2);
            }
        }
        return 65_535;
    }

    private static void send(Http2Wire wire, int stream, Window window, AtomicLong sent) {
        byte[] part = new byte[PART];
        wire.headers(stream, false, ":status", "200", "content-length", Long.toString(SIZE));
        while (sent.get() < SIZE) {
            while (!window.hasRoom()) {
                window.update(wire.next(Http2Wire.WINDOW_UPDATE));
            }
            window.sent();
            sent.addAndGet(PART);
            wire.send(Http2Wire.DATA, sent.get() == SIZE ? Http2Wire.END_STREAM : 0, stream, part);
        }
    }

    private static void receive(Http2Wire wire, int stream) {
        long received = 0;
        for (Frame frame = wire.next(Http2Wire.DATA); ; frame = wire.next(Http2Wire.DATA)) {
            int octets = frame.payload().length;
            received += octets;
            if (frame.ends()) {
                wire.headers(stream, false, ":status", "200").data(stream, true, "received " + received);
                return;
            }
            if (octets > 0) {
                wire.number(Http2Wire.WINDOW_UPDATE, 0, octets).number(Http2Wire.WINDOW_UPDATE, stream, octets);
            }
        }
    }

    @Test
    void halfAGibibyteEachWayGoesThroughASmallProcessWhoeverIsSlow() throws Exception {
        AtomicLong sent = new AtomicLong();
        try (Origin origin = Origin.scripted(it -> {
                    Http2Wire wire = Http2Wire.server(it);
                    int initial = initialWindow(wire);
                    while (true) {
                        Frame head = wire.next(Http2Wire.HEADERS);
                        if (head.field(":method").equals("PUT")) {
                            receive(wire, head.stream());
                        } else {
                            send(wire, head.stream(), new Window(initial), sent);
                        }
                    }
                });
                SmallGateway gateway = SmallGateway.before(origin.port(), "http2");
                Wire client = Wire.to(gateway.port())) {
            client.send("PUT / HTTP/1.1\r\nHost: t\r\nContent-Length: " + SIZE + "\r\n\r\n");
            byte[] block = new byte[256 * 1024];
            for (long put = 0; put < SIZE; put += block.length) {
                client.send(block);
            }
            client.readHead();
            assertThat(client.readThrough("0\r\n\r\n")).contains("received " + SIZE);
            client.send("GET / HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n")
                    .readHead();
            assertThat(client.drain()).isEqualTo(SIZE);
        }
    }

    @Test
    void anEndpointWaitsForAClientThatDoesNotReadAndOtherAnswersDoNot() throws Exception {
        AtomicLong sent = new AtomicLong();
        CountDownLatch read = new CountDownLatch(1);
        try (Origin origin = Origin.scripted(it -> {
                    Http2Wire wire = Http2Wire.server(it);
                    int initial = initialWindow(wire);
                    int slow = wire.next(Http2Wire.HEADERS).stream();
                    Window window = new Window(initial);
                    wire.headers(slow, false, ":status", "200");
                    // Whatever the kernel's buffers take, the gateway opens the window no more than that.
                    Frame frame = null;
                    while (frame == null || frame.type() != Http2Wire.HEADERS) {
                        while (window.hasRoom()) {
                            window.sent();
                            sent.addAndGet(PART);
                            wire.send(Http2Wire.DATA, 0, slow, new byte[PART]);
                        }
                        frame = wire.read();
                        if (frame.type() == Http2Wire.WINDOW_UPDATE) {
                            window.update(frame);
                        }
                    }
                    wire.headers(frame.stream(), false, ":status", "200").data(frame.stream(), true, "quick");
                    read.await(10, TimeUnit.SECONDS);
                    wire.data(slow, true, "end");
                    wire.wire().isEnded();
                });
                RunningGateway gateway = RunningGateway.onOneLoop("""
                    upstreams: {origin: {endpoints: ["127.0.0.1:%d"], protocol: http2}}
                    routes: [{name: all, upstream: origin}]
                    """.formatted(origin.port()));
                Wire slow = gateway.connect();
                Wire quick = gateway.connect()) {
            slow.send("GET / HTTP/1.1\r\nHost: t\r\n\r\n").readHead();
            RunningGateway.eventually(() -> sent.get() >= 256 * 1024);
            quick.send("GET / HTTP/1.1\r\nHost: t\r\n\r\n");
            assertThat(quick.readHead() + quick.readThrough("0\r\n\r\n")).contains("quick");
            assertThat(sent.get()).isLessThan(64L * 1024 * 1024);
            read.countDown();
            slow.readThrough("end\r\n0\r\n\r\n");
        }
    }
}
