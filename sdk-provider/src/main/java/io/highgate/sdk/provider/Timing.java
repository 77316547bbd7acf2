package io.highgate.sdk.provider;

import java.time.Duration;

/**
 * How often a service shows that it is alive, and how long it takes its leave. Immutable.
 *
 * @param beat from one sign of life to the next, at most 80 % of the lease, so that one lost beat is survived
 * @param lease after so long without a beat the center forgets the service, 1 s to 5 min
 * @param drainWait requests still come for so long after the center was told of the drain, up to 5 min
 */
public record Timing(Duration beat, Duration lease, Duration drainWait) {

    static final Duration LEAST_LEASE = Duration.ofSeconds(1);
    static final Duration MOST_LEASE = Duration.ofMinutes(5);
    static final Duration MOST_WAIT = Duration.ofMinutes(5);

    /**
     * Beats each second with a lease of three, and 3 s of leave: a gateway that has lost its center finds
     * another one in that time.
     */
    public static final Timing USUAL = new Timing(Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(3));

    public Timing {
        if (lease.compareTo(LEAST_LEASE) < 0 || lease.compareTo(MOST_LEASE) > 0) {
            throw new IllegalArgumentException("a lease is from 1 s to 5 min, not " + lease);
        }
        if (!fits(beat, lease)) {
            throw new IllegalArgumentException("a beat is at most 80 % of the lease of " + lease + ", not " + beat);
        }
        if (drainWait.isNegative() || drainWait.compareTo(MOST_WAIT) > 0) {
            throw new IllegalArgumentException("the wait after a drain is from 0 to 5 min, not " + drainWait);
        }
    }

    static boolean fits(Duration beat, Duration lease) {
        return beat.toMillis() > 0 && beat.toMillis() * 10 <= lease.toMillis() * 8;
    }
}
