package io.highgate.traffic.health;

import io.highgate.traffic.settings.Demands;
import java.time.Duration;

/**
 * What in an endpoint's answers speaks against it. Immutable.
 *
 * @param consecutive failures in a row; 0: not looked at
 * @param ratio share of failures in the window; 1 is reached only when all fail
 * @param window over which the ratio is taken
 * @param minimumVolume requests below which neither ratio nor latency means anything
 * @param latencyFactor how many times slower than the median of its peers; 0: not looked at
 * @param latencyFloor no endpoint faster than this is slow, whatever its peers are
 */
public record OutlierSettings(
        int consecutive,
        double ratio,
        Duration window,
        int minimumVolume,
        double latencyFactor,
        Duration latencyFloor) {

    public OutlierSettings {
        Demands.on("outliers")
                .between("consecutive", consecutive, 0, 1_000_000)
                .share("ratio", ratio)
                .positive("window", window)
                .that(window.toMillis() >= 10, "window must be at least 10 ms, not " + window)
                .between("minimumVolume", minimumVolume, 1, 1_000_000)
                .between("latencyFactor", latencyFactor, 0, 1_000)
                .that(
                        latencyFactor == 0 || latencyFactor > 1,
                        "latencyFactor must be 0 or above 1 (at 1 half of all would be slow), not " + latencyFactor)
                .zeroOrMore("latencyFloor", latencyFloor)
                .settle();
    }

    /** 5 in a row; a third of at least 20 in 10 s; three times slower than the peers and above 50 ms. */
    public static OutlierSettings usual() {
        return new OutlierSettings(5, 1 / 3.0, Duration.ofSeconds(10), 20, 3, Duration.ofMillis(50));
    }
}
