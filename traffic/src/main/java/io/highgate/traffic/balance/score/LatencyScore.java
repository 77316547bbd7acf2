package io.highgate.traffic.balance.score;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How slow an endpoint is: a moving average of its round trips that believes a peak at once and
 * forgets it slowly (the peak-EWMA of Twitter's Finagle). Without answers it fades to nothing, so
 * that whoever was slow is tried again. Thread-safe, lock-free, allocates nothing; time is handed
 * in as nanoseconds of one monotonic clock.
 */
public final class LatencyScore {

    /** Finagle's: a peak is forgotten to a third after ten seconds. */
    public static final Duration USUAL_DECAY = Duration.ofSeconds(10);

    private final double decayNanos;
    private final AtomicLong stamp;
    // the average as of the stamp: the bits of a double
    private final AtomicLong average = new AtomicLong();

    /** With the time in which an average fades to a third (1/e), and the time now. */
    public LatencyScore(Duration decay, long nowNanos) {
        if (decay.isNegative() || decay.isZero()) {
            throw new IllegalArgumentException("decay is " + decay + "; it must be longer than nothing");
        }
        decayNanos = decay.toNanos();
        stamp = new AtomicLong(nowNanos);
    }

    /** An answer took so long; less than nothing is taken as nothing. */
    public void record(long nowNanos, long roundTripNanos) {
        double kept = fading(advance(nowNanos));
        double roundTrip = Math.max(roundTripNanos, 0);
        while (true) {
            long seen = average.get();
            double old = Double.longBitsToDouble(seen);
            double next = roundTrip > old ? roundTrip : old * kept + roundTrip * (1 - kept);
            if (average.compareAndSet(seen, Double.doubleToRawLongBits(next))) {
                return;
            }
        }
    }

    /** The average now in nanoseconds, at least 1; 0 if nothing was ever recorded. */
    public long cost(long nowNanos) {
        double old = Double.longBitsToDouble(average.get());
        return old == 0 ? 0 : Math.max(1, (long) (old * fading(Math.max(nowNanos - stamp.get(), 0))));
    }

    /** Moves the stamp forward and answers by how much: each stretch of time goes to one recorder. */
    private long advance(long nowNanos) {
        while (true) {
            long seen = stamp.get();
            long passed = nowNanos - seen;
            if (passed <= 0) {
                return 0;
            }
            if (stamp.compareAndSet(seen, nowNanos)) {
                return passed;
            }
        }
    }

    private double fading(long passedNanos) {
        return passedNanos == 0 ? 1 : Math.exp(-passedNanos / decayNanos);
    }
}
