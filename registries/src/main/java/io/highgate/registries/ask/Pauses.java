package io.highgate.registries.ask;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait after failures in a row: 0.2 s to 10 s, doubling, half of it chance. Immutable. */
record Pauses(RandomGenerator random) {

    private static final long FIRST = Duration.ofMillis(400).toNanos();
    private static final long LONGEST = Duration.ofSeconds(10).toNanos();
    private static final int DOUBLINGS = 5;

    /** After so many failures, of which there is one at least. */
    Duration after(int failures) {
        double half = Math.min(LONGEST, FIRST << Math.min(failures - 1, DOUBLINGS)) / 2.0;
        // Generators need not be thread-safe, and the threads of a registry share one.
        synchronized (random) {
            return Duration.ofNanos((long) (half + half * random.nextDouble()));
        }
    }
}
