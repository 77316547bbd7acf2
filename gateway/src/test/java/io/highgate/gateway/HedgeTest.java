package io.highgate.gateway;

import io.highgate.testkit.Http2Wire;
import io.highgate.testkit.Origin;
import io.highgate.testkit.Wire;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Requests that another endpoint is asked for too when the first one takes long. */
@Timeout(30)
class HedgeTest {

    private static final String GET = "GET / HTTP/1.1\r\nHost: test\r\n\r\n";
    private static final String HEDGED = "retry: {hedgeAfter: 50ms}";

    private final CountDownLatch askedLate = new CountDownLatch(1);
    private final CountDownLatch gone = new CountDownLatch(1);

    private static String answer(String who) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + who.length() + "\r\n\r\n" + who;
    }

    /** Says nothing until it is given up. */
    private Origin silent() {
        return Origin.scripted(wire -> {
            wire.readHead();
            wire.readToEnd();
            gone.countDown();
        });
    }

    /** Does that as soon as the one that is asked late has been asked. */
    private Origin patient(Origin.Script then) {
        return Origin.scripted(wire -> {
            wire.readHead();
            askedLate.await();
            then.serve(wire);
        });
    }

    /** The one that is asked late. */
    private Origin late(Origin.Script then) {
        return Origin.scripted(wire -> {
            wire.readHead();
            askedLate.countDown();
            then.serve(wire);
        });
    }

    private static RunningGateway before(String settings, Origin... origins) {
        String endpoints = Arrays.stream(origins)
                .map(it -> "\"127.0.0.1:" + it.port() + '"')
                .collect(Collectors.joining(", "));
        return RunningGateway.of("""
                upstreams: {origin: {endpoints: [%s], balancer: first, %s}}
                routes: [{name: all, upstream: origin}]
                """.formatted(endpoints, settings));
    }

    private static void counted(RunningGateway gateway, int hedges, int won) {
        assertThat(gateway.manage("GET", "/metrics"))
                .contains("highgate_upstream_hedges_total{upstream=\"origin\"} " + hedges + ".0")
                .contains("highgate_upstream_hedges_won_total{upstream=\"origin\"} " + won + ".0");
    }

    @Test
    void whoAnswersFirstWinsAndTheOtherIsGivenUp() throws InterruptedException {
        try (Origin slow = silent();
                Origin well = Origin.answering(answer("second"));
                RunningGateway gateway = before(HEDGED, slow, well)) {
            assertThat(gateway.ask(GET)).startsWith("HTTP/1.1 200").endsWith("second");
            gone.await();
            counted(gateway, 1, 1);
            assertThat(gateway.manage("GET", "/-/endpoints")).doesNotContain("\"inFlight\":1");
        }
    }

    @Test
    void theFirstMayWinAfterAll() throws InterruptedException {
        try (Origin first = patient(wire -> wire.send(answer("first")));
                Origin second = late(wire -> {
                    wire.readToEnd();
                    gone.countDown();
                });
                RunningGateway gateway = before(HEDGED, first, second)) {
            assertThat(gateway.ask(GET)).startsWith("HTTP/1.1 200").endsWith("first");
            gone.await();
            counted(gateway, 1, 0);
        }
    }

    @Test
    void theConnectionOfTheWinnerServesOn() {
        try (Origin slow = silent();
                Origin well = Origin.answering(answer("second"));
                RunningGateway gateway = before(HEDGED, slow, well);
                Wire client = gateway.connect()) {
            for (int i = 0; i < 3; i++) {
                assertThat(client.send(GET).readAnswer()).endsWith("second");
            }
            assertThat(well.connections()).isEqualTo(1);
        }
    }

    @Test
    void whoAnswersInTimeIsTheOnlyOneThatIsAsked() {
        try (Origin quick = Origin.answering(answer("first"));
                Origin second = Origin.answering(answer("second"));
                RunningGateway gateway = before("retry: {hedgeAfter: 20s}", quick, second)) {
            assertThat(gateway.ask(GET)).endsWith("first");
            assertThat(second.connections()).isZero();
            counted(gateway, 0, 0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n", "nonsense\r\n\r\n", ""})
    void whenTheFirstFailsTheOtherGoesOnAlone(String failure) {
        CountDownLatch failed = new CountDownLatch(1);
        try (Origin first = patient(wire -> {
                    wire.send(failure);
                    wire.reset();
                    failed.countDown();
                });
                Origin second = late(wire -> {
                    failed.await();
                    wire.send(answer("second"));
                });
                RunningGateway gateway = before(HEDGED, first, second)) {
            assertThat(gateway.ask(GET)).startsWith("HTTP/1.1 200").endsWith("second");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n", "nonsense\r\n\r\n", ""})
    void whenTheOtherFailsTheFirstGoesOnAlone(String failure) {
        CountDownLatch failed = new CountDownLatch(1);
        try (Origin first = patient(wire -> {
                    failed.await();
                    wire.send(answer("first"));
                });
                Origin second = late(wire -> {
                    wire.send(failure);
                    wire.reset();
                    failed.countDown();
                });
                RunningGateway gateway = before(HEDGED, first, second)) {
            assertThat(gateway.ask(GET)).startsWith("HTTP/1.1 200").endsWith("first");
            counted(gateway, 1, 0);
        }
    }

    @Test
    void whenBothHaveFailedThereIsOneTryLeft() {
        try (Origin first = patient(Wire::reset);
                Origin second = late(Wire::reset);
                Origin third = Origin.answering(answer("third"));
                RunningGateway gateway = before(HEDGED, first, second, third)) {
            assertThat(gateway.ask(GET)).startsWith("HTTP/1.1 200").endsWith("third");
        }
    }

    @Test
    void andThenNone() {
        try (Origin first = patient(Wire::reset);
                Origin second = late(Wire::reset);
                Origin third = Origin.answering(answer("third"));
                RunningGateway gateway = before("retry: {count: 1, hedgeAfter: 50ms}", first, second, third)) {
            assertThat(gateway.ask(GET)).startsWith("HTTP/1.1 502").contains("UPSTREAM_RESET");
            assertThat(third.connections()).isZero();
        }
    }

    @Test
    void eachTryEndsWhenItsTimeIsUp() {
        try (Origin first = silent();
                Origin second = silent();
                RunningGateway gateway =
                        before("perTryTimeout: 200ms, retry: {count: 1, hedgeAfter: 50ms}", first, second)) {
            assertThat(gateway.ask(GET)).startsWith("HTTP/1.1 504").contains("UPSTREAM_TIMEOUT");
            assertThat(second.connections()).isEqualTo(1);
        }
    }

    @Test
    void bothEndWithTheTimeOfTheWhole() {
        try (Origin first = silent();
                Origin second = silent();
                RunningGateway gateway = before("overallTimeout: 200ms, " + HEDGED, first, second)) {
            assertThat(gateway.ask(GET)).startsWith("HTTP/1.1 504").contains("UPSTREAM_TIMEOUT");
            assertThat(second.connections()).isEqualTo(1);
        }
    }

    @Test
    void aClientThatGoesEndsBoth() throws InterruptedException {
        try (Origin first = silent();
                Origin second = late(wire -> {
                    wire.readToEnd();
                    gone.await();
                });
                RunningGateway gateway = before(HEDGED, first, second)) {
            try (Wire client = gateway.connect()) {
                client.send(GET);
                askedLate.await();
            }
            gone.await();
            RunningGateway.eventually(
                    () -> !gateway.manage("GET", "/-/endpoints").contains("\"inFlight\":1"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 5\r\n\r\nhello",
                "POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 5\r\nIdempotency-Key: \"1\"\r\n\r\nhello",
                "DELETE / HTTP/1.1\r\nHost: test\r\n\r\n"
            })
    void whatMightDoHarmTwiceOrHasABodyIsAskedForOnce(String request) {
        try (Origin slow = silent();
                Origin second = Origin.answering(answer("second"));
                RunningGateway gateway =
                        before("perTryTimeout: 300ms, retry: {count: 1, hedgeAfter: 50ms}", slow, second)) {
            gateway.ask(request);
            counted(gateway, 0, 0);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "retry: {hedgeAfter: 50ms, budget: 0%, budgetFloor: 0}",
                "retry: {hedgeAfter: 50ms}, concurrency: {inFlight: 1}"
            })
    void withoutBudgetOrRoomNobodyElseIsAsked(String settings) {
        try (Origin slow = silent();
                Origin second = Origin.answering(answer("second"));
                RunningGateway gateway =
                        before("perTryTimeout: 300ms, overallTimeout: 300ms, " + settings, slow, second)) {
            assertThat(gateway.ask(GET)).startsWith("HTTP/1.1 504");
            counted(gateway, 0, 0);
            assertThat(second.connections()).isZero();
        }
    }

    @Test
    void whereThereIsNobodyElseNobodyElseIsAsked() {
        try (Origin slow = silent();
                RunningGateway gateway = before("overallTimeout: 300ms, " + HEDGED, slow)) {
            assertThat(gateway.ask(GET)).startsWith("HTTP/1.1 504");
            assertThat(slow.connections()).isEqualTo(1);
        }
    }

    @Test
    void aStreamThatLosesIsCancelledAndItsConnectionStays() throws InterruptedException {
        try (Origin slow = Origin.scripted(it -> {
                    Http2Wire wire = Http2Wire.server(it);
                    wire.next(Http2Wire.HEADERS);
                    assertThat(wire.next(Http2Wire.RST_STREAM).error()).isEqualTo(8); // CANCEL
                    gone.countDown();
                    it.readToEnd();
                });
                Origin well = Origin.scripted(it -> {
                    Http2Wire wire = Http2Wire.server(it);
                    int stream = wire.next(Http2Wire.HEADERS).stream();
                    wire.headers(stream, true, ":status", "204");
                    it.readToEnd();
                });
                RunningGateway gateway = before("protocol: http2, " + HEDGED, slow, well)) {
            assertThat(gateway.ask(GET)).startsWith("HTTP/1.1 204");
            gone.await();
        }
    }
}
