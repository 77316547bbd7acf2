package io.highgate.gateway;

import io.highgate.testkit.Origin;
import io.highgate.testkit.Wire;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of requests whose first try fails: tried again where that does no harm, and nowhere else. */
class RetryTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nwell";
    private static final String BUSY = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 4\r\n\r\nbusy";
    private static final String GET = "GET / HTTP/1.1\r\nHost: test\r\n\r\n";

    private static String post(String... fields) {
        String more = fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n";
        return "POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 5\r\n" + more + "\r\nhello";
    }

    /** Reads a request with its body, counts it, and does what the script says. */
    private static Origin counting(AtomicInteger asked, Origin.Script then) {
        return Origin.scripted(wire -> {
            String head = wire.readHead();
            wire.read(Wire.contentLength(head));
            asked.incrementAndGet();
            then.serve(wire);
        });
    }

    private static RunningGateway before(String settings, int... ports) {
        StringBuilder endpoints = new StringBuilder();
        for (int port : ports) {
            endpoints
                    .append(endpoints.isEmpty() ? "" : ", ")
                    .append("\"127.0.0.1:")
                    .append(port)
                    .append('"');
        }
        return RunningGateway.of("""
                upstreams: {origin: {endpoints: [%s]%s}}
                routes: [{name: all, upstream: origin}]
                """.formatted(endpoints, settings.isEmpty() ? "" : ", " + settings));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nHost: test\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 5\r\n\r\nhello"
            })
    void whereNobodyListensNobodyHasActedSoEveryRequestGoesElsewhere(String request) {
        AtomicInteger asked = new AtomicInteger();
        Origin gone = Origin.answering(OK);
        gone.close();
        try (Origin well = counting(asked, wire -> wire.send(OK));
                RunningGateway gateway = before("", gone.port(), well.port())) {
            for (int i = 1; i <= 6; i++) {
                assertThat(gateway.ask(request)).startsWith("HTTP/1.1 200");
                assertThat(asked).hasValue(i);
            }
            assertThat(gateway.manage("GET", "/-/endpoints")).contains("refuses connections");
        }
    }

    @Test
    void whoAsksToBeLeftAloneIsLeftAloneForAsLong() {
        AtomicInteger asked = new AtomicInteger();
        long began = System.nanoTime();
        try (Origin recovers = counting(
                        asked,
                        wire -> wire.send(
                                asked.get() == 1 ? BUSY.replace("Content", "Retry-After: 1\r\nContent") : OK));
                RunningGateway gateway = before("", recovers.port())) {
            assertThat(gateway.ask(GET)).startsWith("HTTP/1.1 200");
            assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(TimeUnit.SECONDS.toNanos(1));
            assertThat(asked).hasValue(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "Fri, 31 Dec 2100 23:59:59 GMT"})
    void whoAsksForMoreThanIsWaitedIsNotAskedAgain(String time) {
        AtomicInteger asked = new AtomicInteger();
        String later = BUSY.replace("Content", "Retry-After: " + time + "\r\nContent");
        try (Origin busy = counting(asked, wire -> wire.send(later));
                RunningGateway gateway = before("", busy.port())) {
            assertThat(gateway.ask(GET)).startsWith("HTTP/1.1 503").contains("Retry-After: " + time);
            assertThat(asked).hasValue(1);
        }
    }

    @Test
    void anotherEndpointIsAskedAtOnceWhateverTheFirstSays() {
        AtomicInteger asked = new AtomicInteger();
        String later = BUSY.replace("Content", "Retry-After: 600\r\nContent");
        try (Origin busy = counting(asked, wire -> wire.send(later));
                Origin well = counting(asked, wire -> wire.send(OK));
                RunningGateway gateway = before("balancer: first", busy.port(), well.port())) {
            assertThat(gateway.ask(GET)).startsWith("HTTP/1.1 200");
            assertThat(asked).hasValue(2);
        }
    }

    @Test
    void aGetThatIsCutOffIsAskedElsewhere() {
        AtomicInteger asked = new AtomicInteger();
        try (Origin cuts = counting(asked, Wire::reset);
                Origin well = counting(asked, wire -> wire.send(OK));
                RunningGateway gateway = before("balancer: first", cuts.port(), well.port())) {
            assertThat(gateway.ask(GET)).startsWith("HTTP/1.1 200");
            assertThat(asked).hasValue(2);
        }
    }

    @Test
    void aPostThatWasSentGoesOnce() {
        AtomicInteger asked = new AtomicInteger();
        try (Origin cuts = counting(asked, Wire::reset);
                Origin well = counting(asked, wire -> wire.send(OK));
                RunningGateway gateway = before("balancer: first", cuts.port(), well.port())) {
            assertThat(gateway.ask(post())).startsWith("HTTP/1.1 502").contains("UPSTREAM_RESET");
            assertThat(asked).hasValue(1);
        }
    }

    @Test
    void aPostWithAnIdempotencyKeyGoesAgainWithItsBody() {
        AtomicInteger asked = new AtomicInteger();
        try (Origin cuts = counting(asked, Wire::reset);
                Origin well = Origin.echoing();
                RunningGateway gateway = before("balancer: first", cuts.port(), well.port())) {
            assertThat(gateway.ask(post("Idempotency-Key: \"1\"")))
                    .startsWith("HTTP/1.1 200")
                    .endsWith("hello");
            assertThat(asked).hasValue(1);
        }
    }

    @Test
    void methodsMayBeNamedToGoAgain() {
        AtomicInteger asked = new AtomicInteger();
        try (Origin busy = counting(asked, wire -> wire.send(BUSY));
                Origin well = Origin.echoing();
                RunningGateway gateway =
                        before("balancer: first, retry: {methods: [POST]}", busy.port(), well.port())) {
            assertThat(gateway.ask(post())).startsWith("HTTP/1.1 200").endsWith("hello");
        }
    }

    @Test
    void aBodyThatIsTooLargeToBeKeptGoesOnce() {
        AtomicInteger asked = new AtomicInteger();
        try (Origin busy = counting(asked, wire -> wire.send(BUSY));
                Origin well = Origin.echoing();
                RunningGateway gateway =
                        before("balancer: first, retry: {methods: [POST], body: 4B}", busy.port(), well.port())) {
            assertThat(gateway.ask(post())).startsWith("HTTP/1.1 503").endsWith("busy");
            assertThat(asked).hasValue(1);
        }
    }

    @Test
    void aBusyAnswerIsAskedForElsewhereAndThePostsIsHandedOn() {
        AtomicInteger asked = new AtomicInteger();
        try (Origin busy = counting(asked, wire -> wire.send(BUSY));
                Origin well = counting(asked, wire -> wire.send(OK));
                RunningGateway gateway = before("balancer: first", busy.port(), well.port())) {
            assertThat(gateway.ask(GET)).startsWith("HTTP/1.1 200");
            assertThat(gateway.ask(post())).startsWith("HTTP/1.1 503").endsWith("busy");
            assertThat(asked).hasValue(3);
        }
    }

    @Test
    void theLastAnswerIsHandedOnWhateverItSays() {
        AtomicInteger asked = new AtomicInteger();
        try (Origin busy = counting(asked, wire -> wire.send(BUSY));
                RunningGateway gateway = before("", busy.port())) {
            assertThat(gateway.ask(GET)).startsWith("HTTP/1.1 503").endsWith("busy");
            assertThat(asked).hasValue(3);
        }
    }

    @Test
    void noneMeansNone() {
        AtomicInteger asked = new AtomicInteger();
        try (Origin busy = counting(asked, wire -> wire.send(BUSY));
                Origin well = counting(asked, wire -> wire.send(OK));
                RunningGateway gateway = before("balancer: first, retry: {count: 0}", busy.port(), well.port())) {
            assertThat(gateway.ask(GET)).startsWith("HTTP/1.1 503");
            assertThat(asked).hasValue(1);
        }
    }

    @Test
    void theBudgetKeepsRetriesFromMultiplyingTheLoad() {
        AtomicInteger asked = new AtomicInteger();
        try (Origin busy = counting(asked, wire -> wire.send(BUSY));
                RunningGateway gateway = before("retry: {budget: 10%, budgetFloor: 0, backoff: 1ms}", busy.port())) {
            for (int i = 0; i < 50; i++) {
                assertThat(gateway.ask(GET)).startsWith("HTTP/1.1 503");
            }
            assertThat(asked.get()).isBetween(50, 55);
        }
    }

    @Test
    void anEndpointThatIsSilentIsGivenUpForAnother() {
        AtomicInteger asked = new AtomicInteger();
        try (Origin silent = counting(asked, Wire::readToEnd);
                Origin well = counting(asked, wire -> wire.send(OK));
                RunningGateway gateway = before("balancer: first, perTryTimeout: 200ms", silent.port(), well.port())) {
            assertThat(gateway.ask(GET)).startsWith("HTTP/1.1 200");
            assertThat(gateway.ask(post())).startsWith("HTTP/1.1 504").contains("UPSTREAM_TIMEOUT");
            assertThat(asked).hasValue(3);
        }
    }

    @Test
    void allTriesTogetherEndWithTheOverallTimeout() {
        AtomicInteger asked = new AtomicInteger();
        try (Origin silent = counting(asked, Wire::readToEnd);
                RunningGateway gateway = before("perTryTimeout: 10s, overallTimeout: 300ms", silent.port())) {
            assertThat(gateway.ask(GET)).startsWith("HTTP/1.1 504").contains("UPSTREAM_TIMEOUT");
            assertThat(asked).hasValue(1);
        }
    }

    @Test
    void anAnswerThatWasPassedOnIsNeverAskedForAgain() {
        AtomicInteger asked = new AtomicInteger();
        try (Origin breaks = counting(asked, wire -> {
                    wire.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
                    wire.reset();
                });
                RunningGateway gateway = before("retry: {keepBack: false}", breaks.port());
                Wire client = Wire.to(gateway.port())) {
            assertThat(client.send(GET).readToEnd()).startsWith("HTTP/1.1 200").endsWith("half");
            assertThat(asked).hasValue(1);
        }
    }
}
