package io.highgate.traffic.overload;

import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What one calibration is believed. */
class EstimateTest {

    private static final double MILLI = 1e6;
    private static final AdaptiveSettings SETTINGS = AdaptiveSettings.usual();
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private static Estimate calibrating(double baselineMillis) {
        return new Estimate(20, 9, baselineMillis * MILLI, 60 * MILLI, 0, true, 0);
    }

    private static Estimate after(Estimate before, double millis) {
        return before.after(new Estimate.Measured(millis * MILLI, 9, true, false), SETTINGS, SECOND);
    }

    /**
     * A machine that was busy for a moment made an upstream seem six times slower in the one calibration;
     * it was believed for ten seconds, and ten times as many requests were let in as could be worked on.
     */
    @Test
    void aSingleCalibrationThatIsMuchSlowerIsBelievedInPartAndRepeatedSoon() {
        Estimate seen = after(calibrating(40), 240);
        assertThat(seen.baseline()).isBetween(50 * MILLI, 60 * MILLI);
        assertThat(seen.nextCalibration()).isLessThan(5 * SECOND);
    }

    @Test
    void whatHasBecomeSlowerForGoodIsLearnt() {
        Estimate seen = calibrating(40);
        for (int i = 0; i < 8; i++) {
            seen = calibrating(after(seen, 240).baseline() / MILLI);
        }
        assertThat(seen.baseline()).isBetween(200 * MILLI, 240 * MILLI);
        assertThat(after(seen, 240).nextCalibration()).isGreaterThan(20 * SECOND);
    }

    @Test
    void whatIsFasterIsBelievedAtOnce() {
        Estimate seen = after(calibrating(240), 40);
        assertThat(seen.baseline()).isEqualTo(40 * MILLI);
        assertThat(seen.nextCalibration()).isEqualTo(2 * SECOND);
    }
}
