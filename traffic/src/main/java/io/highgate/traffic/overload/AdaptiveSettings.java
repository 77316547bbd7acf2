package io.highgate.traffic.overload;

import io.highgate.traffic.settings.Demands;
import java.time.Duration;

/**
 * How an adaptive limit follows what it measures. Immutable.
 *
 * @param min the limit never falls below it
 * @param initial where it begins
 * @param max nor rises above it
 * @param tolerance how many times slower than unloaded is still good
 * @param smoothing how much of the way to a new value is gone at once
 * @param window how long is measured before the limit moves
 * @param recalibrate how often a loaded upstream is relieved for a moment to see how fast it is unloaded
 */
public record AdaptiveSettings(
        int min, int initial, int max, double tolerance, double smoothing, Duration window, Duration recalibrate) {

    public AdaptiveSettings {
        Demands.on("adaptive limit")
                .between("min", min, 1, 1_000_000)
                .between("max", max, min, 1_000_000)
                .between("initial", initial, min, max)
                .between("tolerance", tolerance, 1, 100)
                .between("smoothing", smoothing, 0.01, 1)
                .positive("window", window)
                .positive("recalibrate", recalibrate)
                .that(
                        recalibrate.compareTo(window) > 0,
                        "recalibrate must be longer than window, " + recalibrate + " is not longer than " + window)
                .settle();
    }

    /** For a whole process: begins with 200, and lets no fewer than 16 and no more than {@code max} in. */
    public static AdaptiveSettings wide(int max) {
        AdaptiveSettings usual = usual();
        return new AdaptiveSettings(
                Math.min(16, max),
                Math.min(200, max),
                max,
                usual.tolerance(),
                usual.smoothing(),
                usual.window(),
                usual.recalibrate());
    }

    /** From 20, between 4 and 1,000; half as slow again is good; measured over 100 ms, anew every 10 s. */
    public static AdaptiveSettings usual() {
        return new AdaptiveSettings(4, 20, 1_000, 1.5, 0.4, Duration.ofMillis(100), Duration.ofSeconds(10));
    }
}
