package io.highgate.center.red;

import io.highgate.testkit.FakeTime;
import java.time.Duration;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** What is told of the last hour is there, and nothing else, however much is told. */
class RedTest {

    private final FakeTime time = new FakeTime();
    private final Red red = new Red(time);

    private static Span span(String trace, String cell, int status, double durationMs) {
        return new Span(trace, "s", cell, "/p", status, durationMs, 0, Span.Details.NONE);
    }

    private void ask(String cell, int status, double durationMs) {
        red.count(Report.of(span("t", cell, status, durationMs)));
    }

    private static Tally tally(String cell, String route, Histogram durations) {
        return new Tally(cell, route, durations.getTotalCount(), 0, Answers.NONE, Durations.sum(durations), durations);
    }

    private void ask(String cell, String route, long micros) {
        Histogram one = Durations.none();
        one.recordValue(micros);
        red.count(new Report(List.of(tally(cell, route, one)), List.of()));
    }

    @Test
    void routesAreKeptApartAndACellHasAllOfThem() {
        ask("crm", "read", 1_000);
        ask("crm", "write", 5_000);
        ask("crm", "write", 5_000);
        ask("pay", "read", 9_000);

        assertThat(red.of("crm").total()).isEqualTo(3);
        assertThat(red.of(new RouteName("crm", "write")).total()).isEqualTo(2);
        assertThat(red.of(new RouteName("crm", "write")).p99()).isCloseTo(5, within(0.05));
        assertThat(red.of(new RouteName("pay", "write"))).isEqualTo(Summary.NOTHING);
        assertThat(red.routes().stream().map(RouteName::toString)).containsExactly("crm/read", "crm/write", "pay/read");
        assertThat(RouteName.of("crm/a/b")).isEqualTo(new RouteName("crm", "a/b"));
        time.pass(Duration.ofMinutes(65));
        assertThat(red.routes()).isEmpty();
    }

    @Test
    void whatIsToldWithoutARouteIsTheCellsOnly() {
        ask("crm", 200, 1);

        assertThat(red.of("crm").total()).isEqualTo(1);
        assertThat(red.routes()).isEmpty();
    }

    @Test
    void ofTooManyRoutesTheOneGoesThatWasSilentLongest() {
        ask("crm", "first", 1);
        ask("crm", "second", 1);
        for (int i = 0; i < 9_998; i++) {
            ask("crm", "route-" + i, 1);
        }
        ask("crm", "first", 1);
        ask("crm", "one-more", 1);

        assertThat(red.routes()).hasSize(10_000);
        assertThat(red.of(new RouteName("crm", "second")).total()).isZero();
        assertThat(red.of(new RouteName("crm", "first")).total()).isEqualTo(2);
        assertThat(red.of("crm").total()).isEqualTo(10_002);
    }

    @Test
    void successIsAStatusBelow400() {
        ask("crm", 200, 10);
        ask("crm", 399, 20);
        ask("crm", 400, 30);
        ask("crm", 503, 40);

        Summary crm = red.of("crm");
        assertThat(crm.total()).isEqualTo(4);
        assertThat(crm.succeeded()).isEqualTo(2);
        assertThat(crm.rate()).isEqualTo(0.5);
        assertThat(crm.answers()).isEqualTo(new Answers(0, 1, 1, 1, 1));
        assertThat(crm.average()).isEqualTo(25);
        assertThat(crm.p50()).isCloseTo(20, within(0.2));
        assertThat(crm.p99()).isCloseTo(40, within(0.4));
    }

    @Test
    void ofWhatNobodyToldThereAreZeros() {
        assertThat(red.of("none")).isEqualTo(Summary.NOTHING);
        assertThat(red.all()).isEmpty();
        assertThat(red.trace("none")).isEmpty();
    }

    @Test
    void eachMinuteGoesAnHourAfterItsOwn() {
        for (int minute = 0; minute < 90; minute++) {
            ask("crm", minute < 60 ? 500 : 200, minute < 60 ? 1_000 : 1);
            time.pass(Duration.ofMinutes(1));
        }

        assertThat(red.of("crm").total()).isEqualTo(59);
        assertThat(red.of("crm").succeeded()).isEqualTo(30);
        time.pass(Duration.ofMinutes(29));
        assertThat(red.of("crm").total()).isEqualTo(30);
        assertThat(red.of("crm").average()).isEqualTo(1);
        assertThat(red.of("crm").p99()).isCloseTo(1, within(0.01));
        time.pass(Duration.ofHours(1));
        assertThat(red.of("crm")).isEqualTo(Summary.NOTHING);
        assertThat(red.all()).isEmpty();
    }

    @Test
    void histogramsOfManyGatewaysAreMerged() {
        Histogram fast = new Histogram(3);
        fast.recordValueWithCount(1_000, 98);
        Histogram slow = new Histogram(1);
        slow.recordValueWithCount(2_000_000, 2);
        for (Histogram each : List.of(fast, slow)) {
            red.count(new Report(List.of(tally("crm", "", each)), List.of()));
        }

        assertThat(red.of("crm").total()).isEqualTo(100);
        assertThat(red.of("crm").p50()).isCloseTo(1, within(0.01));
        assertThat(red.of("crm").p99()).isCloseTo(2_000, within(150.0));
    }

    @Test
    void whatTakesLongerThanTenMinutesCountsAsThat() {
        ask("crm", 200, 3_600_000);

        assertThat(red.of("crm").average()).isEqualTo(600_000);
    }

    @Test
    void ofTooManyCellsTheOneGoesThatWasSilentLongest() {
        ask("first", 200, 1);
        ask("second", 200, 1);
        for (int i = 0; i < 1_998; i++) {
            ask("cell-" + i, 200, 1);
        }
        ask("first", 200, 1);
        assertThat(red.of("second").total()).isEqualTo(1);
        ask("one-more", 200, 1);

        assertThat(red.of("second").total()).isZero();
        assertThat(red.of("first").total()).isEqualTo(2);
        assertThat(red.all()).hasSize(2_000);
    }

    @Test
    void tracesAreBoundedAndTheOldestGoFirst() {
        for (int i = 0; i < 250; i++) {
            red.count(Report.of(span("long", "crm", 200, 1)));
        }
        assertThat(red.trace("long")).hasSize(200);
        for (int i = 0; i < 20_000; i++) {
            red.count(Report.of(span("t" + i, "crm", 200, 1)));
        }

        assertThat(red.trace("long")).isEmpty();
        assertThat(red.trace("t0")).hasSize(1);
        for (int trace = 0; trace < 950; trace++) {
            for (int i = 0; i < 200; i++) {
                red.count(Report.of(span("full" + trace, "crm", 200, 1)));
            }
        }
        assertThat(red.trace("t0")).isEmpty();
        assertThat(red.trace("full949")).hasSize(200);
    }

    @Test
    void aTraceGoesAfterAnHour() {
        red.count(Report.of(span("t", "crm", 200, 1)));
        time.pass(Duration.ofMinutes(59));
        assertThat(red.trace("t")).hasSize(1);
        time.pass(Duration.ofMinutes(1));
        assertThat(red.trace("t")).isEmpty();
    }
}
