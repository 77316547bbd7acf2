package io.highgate.traffic.retry;

import io.highgate.traffic.settings.Demands;
import java.time.Duration;

/**
 * How long to wait before a retry: a random part of a time that doubles with each (exponential
 * back-off with full jitter, AWS Architecture Blog, "Exponential Backoff And Jitter", 2015), never
 * less than the minimum. Immutable.
 *
 * @param min the shortest wait, and what is doubled; zero: no wait at all before the first retry, and
 *     1 ms is doubled
 * @param max the longest wait
 */
public record Backoff(Duration min, Duration max) {

    private static final long MILLI = 1_000_000;

    public Backoff {
        Demands.on("back-off")
                .zeroOrMore("min", min)
                .zeroOrMore("max", max)
                .that(max.compareTo(min) >= 0, "max must not be below min, " + max + " is below " + min)
                .settle();
    }

    /** 25 ms to 1 s. */
    public static Backoff usual() {
        return new Backoff(Duration.ofMillis(25), Duration.ofSeconds(1));
    }

    /**
     * Nanoseconds to wait.
     *
     * @param retry which one it is, from 1
     * @param random from 0 (included) to 1
     */
    public long nanos(int retry, double random) {
        long least = min.toNanos();
        if (least == 0 && retry <= 1) {
            return 0;
        }
        int doublings = Math.min(Math.max(retry, 1), 40);
        double ceiling = Math.min(Math.max(least, MILLI) * Math.pow(2, doublings), max.toNanos());
        double part = random >= 0 && random <= 1 ? random : 1;
        return least + (long) (part * Math.max(0, ceiling - least));
    }
}
