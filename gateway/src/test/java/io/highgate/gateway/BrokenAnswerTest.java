package io.highgate.gateway;

import io.highgate.testkit.Http2Wire;
import io.highgate.testkit.Origin;
import io.highgate.testkit.Wire;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** An endpoint that dies in the middle of its answer: nobody notices, where the beginning was kept back. */
@Timeout(60)
class BrokenAnswerTest {

    private static final String GET = "GET / HTTP/1.1\r\nHost: test\r\n\r\n";
    private static final String POST = "POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 5\r\n\r\nhello";
    private static final String WELL = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nwell";
    private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final String BEGINNING = CHUNKED + "4\r\nhalf\r\n";

    /** One write, so that it is broken whenever it is read. */
    private static final String BROKEN = BEGINNING + "no chunk";

    /** Half of what the beginning of an answer is kept back for. */
    private static final long SOON = 10_000_000;

    private final AtomicInteger asked = new AtomicInteger();

    private Origin origin(Origin.Script answer) {
        return Origin.scripted(wire -> {
            wire.read(Wire.contentLength(wire.readHead()));
            asked.incrementAndGet();
            answer.serve(wire);
        });
    }

    private static RunningGateway gateway(String settings, Origin first, Origin second) {
        return RunningGateway.onOneLoop("""
                upstreams:
                  both:
                    endpoints: ["127.0.0.1:%d", "127.0.0.1:%d"]
                    balancer: first
                    health: {passive: {on: false}}
                    %s
                routes: [{name: all, upstream: both}]
                """.formatted(first.port(), second.port(), settings));
    }

    @Test
    void aShortAnswerThatBreaksOffIsAskedForElsewhere() {
        try (Origin broken = origin(wire -> wire.send(BROKEN));
                Origin well = origin(wire -> wire.send(WELL));
                RunningGateway gateway = gateway("", broken, well)) {
            assertThat(gateway.ask(GET)).startsWith("HTTP/1.1 200").endsWith("\r\n\r\nwell");
            assertThat(asked).hasValue(2);
            assertThat(gateway.manage("GET", "/metrics"))
                    .contains("highgate_upstream_retries_total{upstream=\"both\"} 1.0");
        }
    }

    @Test
    void ifNobodyHasAWholeOneTheLastIsBrokenOff() {
        try (Origin one = origin(wire -> wire.send(BROKEN));
                Origin two = origin(wire -> wire.send(BROKEN));
                RunningGateway gateway = gateway("", one, two);
                Wire client = gateway.connect()) {
            assertThat(client.send(GET).readToEnd()).doesNotContain("0\r\n\r\n");
            assertThat(asked).hasValue(3);
        }
    }

    @Test
    void ifTheBudgetIsSpentTheClientIsToldThatThereIsNoAnswer() {
        try (Origin one = origin(wire -> wire.send(BROKEN));
                Origin two = origin(wire -> wire.send(WELL));
                RunningGateway gateway = gateway("retry: {budget: 0%, budgetFloor: 0}", one, two);
                Wire client = gateway.connect()) {
            assertThat(client.send(GET).readAnswer()).startsWith("HTTP/1.1 502").contains("UPSTREAM_");
            assertThat(client.send(GET).readAnswer())
                    .startsWith("HTTP/1.1 502"); // a whole answer: the connection goes on
            assertThat(asked).hasValue(2);
        }
    }

    @ParameterizedTest
    @CsvSource({"GET,retry: {keepBack: false}", "GET,retry: {count: 0}", "POST,''"})
    void whatIsNotKeptOrNotToBeAskedForTwiceIsBrokenOff(String method, String settings) {
        try (Origin broken = origin(wire -> wire.send(BROKEN));
                Origin well = origin(wire -> wire.send(WELL));
                RunningGateway gateway = gateway(settings, broken, well);
                Wire client = gateway.connect()) {
            assertThat(client.send(method.equals("GET") ? GET : POST).readToEnd())
                    .doesNotContain("well", "HTTP/1.1 502", "0\r\n\r\n");
            assertThat(asked).hasValue(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 20000\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n4e20\r\n"})
    void aLargeAnswerIsPassedOnAsItComes(String framing) {
        try (Origin broken = origin(wire -> wire.send("HTTP/1.1 200 OK\r\n" + framing + "x".repeat(17_000)));
                Origin well = origin(wire -> wire.send(WELL));
                RunningGateway gateway = gateway("", broken, well);
                Wire client = gateway.connect()) {
            String seen = client.send(GET).readToEnd();
            assertThat(seen)
                    .startsWith("HTTP/1.1 200")
                    .contains("x".repeat(10_000))
                    .doesNotContain("well");
            assertThat(asked).hasValue(1);
        }
    }

    /** Whether it was in time is the origin's to say: its own thread may have been late. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anEndpointThatDiesRightBehindTheBeginningIsNotNoticed(boolean http2) {
        AtomicLong took = new AtomicLong();
        Origin.Script dying = wire -> {
            Http2Wire frames = http2 ? Http2Wire.server(wire) : null;
            int stream = frames == null ? 0 : frames.next(Http2Wire.HEADERS).stream();
            if (frames == null) {
                wire.readHead();
            }
            long began = System.nanoTime();
            if (frames == null) {
                wire.send(BEGINNING);
            } else {
                frames.headers(stream, false, ":status", "200").data(stream, false, "half");
            }
            wire.reset();
            took.set(System.nanoTime() - began);
        };
        try (Origin broken = Origin.scripted(dying);
                Origin well = http2 ? Origin.scripted(BrokenAnswerTest::answerWell) : origin(wire -> wire.send(WELL));
                RunningGateway gateway =
                        gateway("retry: {budgetFloor: 1000}" + (http2 ? "\n    protocol: http2" : ""), broken, well)) {
            int inTime = 0;
            for (int i = 0; i < 1_000 && inTime < 20; i++) {
                took.set(Long.MAX_VALUE);
                try (Wire client = gateway.connect()) {
                    String seen = client.send(GET.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"))
                            .readToEnd();
                    RunningGateway.eventually(() -> took.get() != Long.MAX_VALUE);
                    if (took.get() < SOON) {
                        inTime++;
                        assertThat(seen)
                                .startsWith("HTTP/1.1 200")
                                .contains("well")
                                .doesNotContain("half");
                    }
                }
            }
            assertThat(inTime).isEqualTo(20);
            RunningGateway.eventually(() -> gateway.manage("GET", "/metrics").contains("highgate_backlog_bytes 0.0"));
        }
    }

    private static void answerWell(Wire wire) {
        Http2Wire frames = Http2Wire.server(wire);
        while (true) {
            int stream = frames.next(Http2Wire.HEADERS).stream();
            frames.headers(stream, false, ":status", "200").data(stream, true, "well");
        }
    }

    @Test
    void whatTakesLongerIsPassedOnAndThenBrokenOff() {
        CountDownLatch seen = new CountDownLatch(1);
        try (Origin broken = origin(wire -> {
                    wire.send(BEGINNING);
                    seen.await();
                });
                Origin well = origin(wire -> wire.send(WELL));
                RunningGateway gateway = gateway("", broken, well);
                Wire client = gateway.connect()) {
            assertThat(client.send(GET).readThrough("half\r\n")).startsWith("HTTP/1.1 200");
            seen.countDown();
            assertThat(client.readToEnd()).isEmpty();
            assertThat(asked).hasValue(1);
        }
    }

    /** A wait of 20 ms is never shorter, so one that was is none. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: text/event-stream;charset=utf-8",
                "content-type: Application/X-NDJSON",
                "X-Accel-Buffering: no"
            })
    void aStreamIsPassedOnAtOnce(String field) {
        AtomicLong sent = new AtomicLong();
        CountDownLatch over = new CountDownLatch(1);
        try (Origin streaming = origin(wire -> {
                    sent.set(System.nanoTime());
                    wire.send(BEGINNING.replace("\r\n\r\n", "\r\n" + field + "\r\n\r\n"));
                    over.await();
                });
                Origin well = origin(wire -> wire.send(WELL));
                RunningGateway gateway = gateway("", streaming, well)) {
            RunningGateway.eventually(() -> {
                try (Wire client = gateway.connect()) {
                    client.send(GET).readThrough("half\r\n");
                    return System.nanoTime() - sent.get() < SOON;
                }
            });
        } finally {
            over.countDown();
        }
    }

    @Test
    void whatDoesNotSayThatItStreamsIsKeptForAsLongAsPromised() {
        AtomicLong sent = new AtomicLong();
        CountDownLatch over = new CountDownLatch(1);
        try (Origin slow = origin(wire -> {
                    sent.set(System.nanoTime());
                    wire.send(BEGINNING);
                    over.await();
                });
                Origin well = origin(wire -> wire.send(WELL));
                RunningGateway gateway = gateway("", slow, well);
                Wire client = gateway.connect()) {
            client.send(GET).readThrough("half\r\n");
            assertThat(System.nanoTime() - sent.get()).isGreaterThanOrEqualTo(2 * SOON);
        } finally {
            over.countDown();
        }
    }
}
