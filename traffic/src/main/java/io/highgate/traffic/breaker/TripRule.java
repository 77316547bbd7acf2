package io.highgate.traffic.breaker;

import io.highgate.traffic.settings.Demands;
import java.time.Duration;

/** When a closed circuit opens. Immutable. */
public sealed interface TripRule {

    /**
     * When at least {@code ratio} of at least {@code minimumVolume} calls of the last {@code window}
     * failed. Asked at each failure, as Polly's advanced circuit breaker does: a success opens nothing.
     */
    record Ratio(Duration window, double ratio, int minimumVolume) implements TripRule {

        public Ratio {
            Demands.on("circuit by ratio")
                    .positive("window", window)
                    .that(window.toMillis() >= 10, "window must be at least 10 ms, not " + window)
                    .share("ratio", ratio)
                    .between("minimumVolume", minimumVolume, 1, 1_000_000)
                    .settle();
        }
    }

    /** When so many calls in a row failed. */
    record Consecutive(int failures) implements TripRule {

        public Consecutive {
            Demands.on("circuit by consecutive failures")
                    .between("failures", failures, 1, 1_000_000)
                    .settle();
        }
    }
}
