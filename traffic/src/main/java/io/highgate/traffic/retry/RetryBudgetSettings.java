package io.highgate.traffic.retry;

import io.highgate.traffic.settings.Demands;
import java.time.Duration;

/**
 * How many retries there may be. Immutable.
 *
 * @param ratio retries for each request; 0: only the minimum
 * @param minimumPerSecond retries that are always there, so that a quiet upstream has any at all
 * @param window over which both are counted
 */
public record RetryBudgetSettings(double ratio, int minimumPerSecond, Duration window) {

    public RetryBudgetSettings {
        Demands.on("retry budget")
                .between("ratio", ratio, 0, 10)
                .between("minimumPerSecond", minimumPerSecond, 0, 100_000)
                .positive("window", window)
                .that(window.toMillis() >= 10, "window must be at least 10 ms, not " + window)
                .settle();
    }

    /** 20 % of the requests of the last 10 s, and 3 a second. */
    public static RetryBudgetSettings usual() {
        return new RetryBudgetSettings(0.2, 3, Duration.ofSeconds(10));
    }

    /** How many retries so many requests allow within one window. */
    long allowed(int requests) {
        return (long) (ratio * requests) + minimumPerSecond * window.toMillis() / 1_000;
    }
}
