package io.highgate.gateway.center;

import io.highgate.traffic.retry.Backoff;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Which center is asked next, and when: any of them first, then the next one in turn, after a time that
 * doubles with each failure in a row and is partly chance, so that many gateways do not come at once.
 * A stream that has lasted is no failure, however it ends. Confined to one thread.
 */
final class Turns {

    /** Who fails sooner than this does so again and again: the next one waits longer. */
    static final Duration LASTING = Duration.ofSeconds(10);

    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final int centers;
    private final int retries;
    private final Backoff pauses;
    private final RandomGenerator random;
    private int turn;
    private int failures;

    Turns(int centers, int retries, Duration backOff, RandomGenerator random) {
        this.centers = centers;
        this.retries = retries;
        this.pauses = new Backoff(backOff.dividedBy(2), LONGEST.compareTo(backOff) < 0 ? backOff : LONGEST);
        this.random = random;
        this.turn = random.nextInt(centers);
    }

    /** Whose turn it is. */
    int turn() {
        return turn;
    }

    /** It failed after so many nanoseconds of use; how long to wait until the next one is asked. */
    long failed(long lasted) {
        failures = lasted >= LASTING.toNanos() ? 1 : failures + 1;
        turn = (turn + 1) % centers;
        return pauses.nanos(failures, random.nextDouble());
    }

    /** Whether so many have failed in a row that it is worth a line. */
    boolean areAway() {
        return failures > retries;
    }

    /** How many have failed in a row. */
    int failures() {
        return failures;
    }
}
