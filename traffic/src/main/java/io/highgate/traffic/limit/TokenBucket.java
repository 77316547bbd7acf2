package io.highgate.traffic.limit;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A token bucket as one word: the time at which it would be full again (the generic cell rate algorithm,
 * ITU-T I.371 annex A, as virtual scheduling). Lock-free; allocates nothing.
 *
 * <p>Invariant: within any stretch of time t no more than {@code burst + t * amount / period} permits are
 * taken. A permit comes back after whole nanoseconds, rounded up.
 */
final class TokenBucket implements Meter {

    private static final long NEW = Long.MIN_VALUE;

    private final long each;
    private final long burst;
    private final AtomicLong fullAt = new AtomicLong(NEW);

    TokenBucket(LimitSettings settings) {
        this.each = Math.ceilDiv(settings.period().toNanos(), settings.amount());
        this.burst = settings.burst();
    }

    @Override
    public long take(long amount, long now) {
        if (amount > burst) {
            return Taken.NEVER;
        }
        long cost = amount * each;
        long depth = burst * each;
        while (true) {
            long seen = fullAt.get();
            long missing = seen == NEW ? 0 : Math.max(0, seen - now);
            long wait = missing + cost - depth;
            if (wait > 0) {
                return Taken.refused(wait);
            }
            if (fullAt.compareAndSet(seen, now + missing + cost)) {
                return Taken.admitted((depth - missing - cost) / each);
            }
        }
    }

    @Override
    public long untilForgotten(long now) {
        long seen = fullAt.get();
        return seen == NEW ? 0 : Math.max(0, seen - now);
    }
}
