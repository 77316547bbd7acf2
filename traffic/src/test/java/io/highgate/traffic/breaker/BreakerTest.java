package io.highgate.traffic.breaker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BreakerTest {

    private static final long SECOND = 1_000_000_000L;

    private final List<String> flips = new ArrayList<>();
    private long now = 7 * SECOND;

    private Breaker breaker(BreakerSettings settings) {
        return new Breaker(settings, (from, to, why) -> flips.add(from + " to " + to + ": " + why));
    }

    private void call(Breaker breaker, Outcome outcome, int times) {
        for (int i = 0; i < times; i++) {
            long permit = breaker.tryAcquire(now);
            assertThat(Permit.isRefused(permit)).isFalse();
            breaker.onResult(permit, outcome, now);
        }
    }

    private Breaker openBreaker(BreakerSettings settings) {
        Breaker breaker = breaker(settings);
        for (int i = 0; i < 20 && breaker.state() == CircuitState.CLOSED; i++) {
            call(breaker, Outcome.FAILURE, 1);
        }
        assertThat(breaker.state()).isEqualTo(CircuitState.OPEN);
        return breaker;
    }

    private Breaker halfOpenableBreaker(BreakerSettings settings) {
        Breaker breaker = openBreaker(settings);
        now += settings.open().toNanos();
        flips.clear();
        return breaker;
    }

    private long probe(Breaker breaker) {
        long permit = breaker.tryAcquire(now);
        assertThat(Permit.isProbe(permit)).isTrue();
        return permit;
    }

    @Test
    void byRatioItOpensAtHalfOfTwentyCalls() {
        Breaker breaker = breaker(BreakerSettings.byRatio());
        call(breaker, Outcome.SUCCESS, 10);
        call(breaker, Outcome.FAILURE, 9);
        assertThat(breaker.state()).isEqualTo(CircuitState.CLOSED);
        call(breaker, Outcome.FAILURE, 1);
        assertThat(breaker.state()).isEqualTo(CircuitState.OPEN);
        assertThat(flips).containsExactly("CLOSED to OPEN: 10 of 20 calls failed in 10000 ms");
    }

    @Test
    void byRatioItStaysClosedWithoutVolumeOrWhenFailuresAreLongAgo() {
        Breaker breaker = breaker(BreakerSettings.byRatio());
        call(breaker, Outcome.FAILURE, 19);
        now += 11 * SECOND;
        call(breaker, Outcome.FAILURE, 19);
        now += 11 * SECOND;
        call(breaker, Outcome.SUCCESS, 11);
        call(breaker, Outcome.FAILURE, 10);
        assertThat(breaker.state()).isEqualTo(CircuitState.CLOSED);
        assertThat(flips).isEmpty();
    }

    @Test
    void slowCallsCountAsFailuresWhereTheSettingsSaySo() {
        Faults faults = Faults.serverErrors().withSlow(Duration.ofSeconds(1));
        Breaker breaker = breaker(BreakerSettings.byRatio());
        call(breaker, faults.ofStatus(200, 2 * SECOND), 20);
        assertThat(breaker.state()).isEqualTo(CircuitState.OPEN);
        assertThat(Faults.serverErrors().ofStatus(200, 2 * SECOND)).isEqualTo(Outcome.SUCCESS);
    }

    @Test
    void ignoredCallsCountForNothing() {
        Breaker breaker = breaker(BreakerSettings.byRatio());
        call(breaker, Outcome.IGNORED, 100);
        call(breaker, Outcome.FAILURE, 19);
        assertThat(breaker.state()).isEqualTo(CircuitState.CLOSED);
    }

    @Test
    void byConsecutiveFailuresASuccessBeginsTheRowAnew() {
        Breaker breaker = breaker(BreakerSettings.byConsecutiveFailures());
        call(breaker, Outcome.FAILURE, 4);
        call(breaker, Outcome.SUCCESS, 1);
        call(breaker, Outcome.FAILURE, 4);
        assertThat(breaker.state()).isEqualTo(CircuitState.CLOSED);
        call(breaker, Outcome.FAILURE, 1);
        assertThat(flips).containsExactly("CLOSED to OPEN: 5 calls in a row failed");
    }

    @Test
    void anOpenCircuitRefusesAndSaysHowLong() {
        Breaker breaker = openBreaker(BreakerSettings.byRatio());
        now += 2 * SECOND;
        long permit = breaker.tryAcquire(now);
        assertThat(Permit.isRefused(permit)).isTrue();
        assertThat(Permit.waitNanos(permit)).isEqualTo(3 * SECOND);
        assertThatThrownBy(() -> breaker.onResult(permit, Outcome.SUCCESS, now))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void twoOfThreeProbesCloseIt() {
        Breaker breaker = halfOpenableBreaker(BreakerSettings.byRatio());
        long first = probe(breaker);
        long second = probe(breaker);
        long third = probe(breaker);
        assertThat(Permit.isRefused(breaker.tryAcquire(now))).isTrue();
        breaker.onResult(first, Outcome.SUCCESS, now);
        breaker.onResult(second, Outcome.FAILURE, now);
        assertThat(breaker.state()).isEqualTo(CircuitState.HALF_OPEN);
        assertThat(Permit.isRefused(breaker.tryAcquire(now))).isTrue();
        breaker.onResult(third, Outcome.SUCCESS, now);
        assertThat(flips)
                .containsExactly("OPEN to HALF_OPEN: time to probe", "HALF_OPEN to CLOSED: its probes succeeded");
        call(breaker, Outcome.FAILURE, 19); // old failures are forgotten
        assertThat(breaker.state()).isEqualTo(CircuitState.CLOSED);
    }

    @Test
    void twoFailedProbesOpenItAgainForTheWholeTime() {
        Breaker breaker = halfOpenableBreaker(BreakerSettings.byRatio());
        long first = probe(breaker);
        long second = probe(breaker);
        breaker.onResult(first, Outcome.SLOW, now);
        breaker.onResult(second, Outcome.FAILURE, now);
        assertThat(Permit.waitNanos(breaker.tryAcquire(now))).isEqualTo(5 * SECOND);
        assertThat(flips).last().asString().isEqualTo("HALF_OPEN to OPEN: its probes failed");
    }

    @Test
    void whereOneProbeMayPassTwoSuccessesFollowEachOther() {
        Breaker breaker = halfOpenableBreaker(BreakerSettings.byConsecutiveFailures());
        breaker.onResult(probe(breaker), Outcome.SUCCESS, now);
        assertThat(breaker.state()).isEqualTo(CircuitState.HALF_OPEN);
        breaker.onResult(probe(breaker), Outcome.SUCCESS, now);
        assertThat(breaker.state()).isEqualTo(CircuitState.CLOSED);
    }

    @Test
    void aCancelledProbeGivesItsPlaceBackAndDecidesNothing() {
        Breaker breaker = halfOpenableBreaker(BreakerSettings.ocelot20(3, Duration.ofSeconds(1)));
        for (int i = 0; i < 10; i++) {
            breaker.onCancelled(probe(breaker), now);
        }
        assertThat(breaker.state()).isEqualTo(CircuitState.HALF_OPEN);
    }

    @Test
    void aLostProbesPlaceIsFreeAfterItsTimeAndItsLateResultCountsOnlyUntilThen() {
        BreakerSettings settings =
                BreakerSettings.ocelot20(3, Duration.ofSeconds(1)).withProbeTimeout(Duration.ofSeconds(10));
        Breaker breaker = halfOpenableBreaker(settings);
        long lost = probe(breaker);
        now += 10 * SECOND - 1;
        assertThat(Permit.isRefused(breaker.tryAcquire(now))).isTrue();
        now += 1;
        long other = probe(breaker);
        breaker.onResult(lost, Outcome.SUCCESS, now);
        assertThat(breaker.state()).isEqualTo(CircuitState.HALF_OPEN);
        breaker.onResult(other, Outcome.SUCCESS, now);
        breaker.onResult(other, Outcome.FAILURE, now);
        assertThat(breaker.state()).isEqualTo(CircuitState.CLOSED);
    }

    @Test
    void resultsOfAnEarlierClosedCircuitDoNotCount() {
        Breaker breaker = breaker(BreakerSettings.byConsecutiveFailures());
        List<Long> late = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            late.add(breaker.tryAcquire(now));
        }
        late.subList(0, 5).forEach(it -> breaker.onResult(it, Outcome.FAILURE, now));
        now += 60 * SECOND;
        breaker.onResult(probe(breaker), Outcome.SUCCESS, now);
        breaker.onResult(probe(breaker), Outcome.SUCCESS, now);
        late.subList(5, 100).forEach(it -> breaker.onResult(it, Outcome.FAILURE, now));
        assertThat(breaker.state()).isEqualTo(CircuitState.CLOSED);
    }

    @Test
    void aClockThatJumpsBackKeepsItOpenForItsUsualTimeOnly() {
        Breaker breaker = openBreaker(BreakerSettings.byRatio());
        now -= 1_000_000 * SECOND;
        assertThat(Permit.waitNanos(breaker.tryAcquire(now))).isEqualTo(5 * SECOND);
        now += 5 * SECOND;
        probe(breaker);
        now -= 1_000_000 * SECOND;
        probe(breaker);
        probe(breaker);
        probe(breaker);
        assertThat(Permit.isRefused(breaker.tryAcquire(now))).isTrue();
    }

    @Test
    void otherSettingsAreAdoptedAndAnOpenCircuitStaysOpen() {
        Breaker breaker = breaker(BreakerSettings.byConsecutiveFailures());
        call(breaker, Outcome.FAILURE, 4);
        long old = breaker.tryAcquire(now);
        breaker.adopt(BreakerSettings.ocelot20(2, Duration.ofSeconds(1)));
        breaker.onResult(old, Outcome.FAILURE, now);
        call(breaker, Outcome.FAILURE, 1);
        assertThat(breaker.state()).isEqualTo(CircuitState.CLOSED);
        call(breaker, Outcome.FAILURE, 1);
        breaker.adopt(BreakerSettings.byConsecutiveFailures());
        assertThat(Permit.waitNanos(breaker.tryAcquire(now))).isEqualTo(SECOND);
    }

    @Test
    void ocelotsFormsDifferInWhatCounts() {
        assertThat(Faults.ocelot20().ofStatus(500, 0)).isEqualTo(Outcome.SUCCESS);
        assertThat(Faults.ocelot20().ofStatus(599, 0)).isEqualTo(Outcome.SUCCESS);
        assertThat(Faults.ocelot25().ofStatus(508, 0)).isEqualTo(Outcome.FAILURE);
        assertThat(Faults.ocelot25().ofStatus(509, 0)).isEqualTo(Outcome.SUCCESS);
        assertThat(Faults.serverErrors().ofStatus(599, 0)).isEqualTo(Outcome.FAILURE);
        Duration second = Duration.ofSeconds(1);
        assertThat(BreakerSettings.ocelot25(3, second, OptionalDouble.empty(), second)
                        .rule())
                .isEqualTo(new TripRule.Consecutive(3));
        assertThat(BreakerSettings.ocelot25(3, second, OptionalDouble.of(0.5), second)
                        .rule())
                .isEqualTo(new TripRule.Ratio(second, 0.5, 3));
    }

    @Test
    void settingsThatMakeNoSenseAreRefusedAllTogether() {
        TripRule rule = new TripRule.Consecutive(1);
        Duration second = Duration.ofSeconds(1);
        assertThatThrownBy(() -> new BreakerSettings(rule, Duration.ZERO, 0, 0, Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("open must be above 0")
                .hasMessageContaining("probes must be between 1 and 64, not 0")
                .hasMessageContaining("successes")
                .hasMessageContaining("probeTimeout");
        assertThatThrownBy(() -> new TripRule.Ratio(second, Double.NaN, 1)).hasMessageContaining("ratio");
        assertThatThrownBy(() -> new TripRule.Ratio(second, 0, 1)).hasMessageContaining("ratio");
        assertThatThrownBy(() -> new TripRule.Ratio(second, 1.01, 0)).hasMessageContaining("minimumVolume");
        assertThatThrownBy(() -> new TripRule.Ratio(Duration.ofMillis(9), 1, 1)).hasMessageContaining("10 ms");
        assertThatThrownBy(() -> new TripRule.Consecutive(0)).hasMessageContaining("failures");
        assertThatThrownBy(() -> new Faults(500, 400, second)).hasMessageContaining("lastStatus");
        assertThatThrownBy(() -> new Faults(200, 599, Duration.ofDays(2)))
                .hasMessageContaining("firstStatus")
                .hasMessageContaining("slow");
    }
}
