package io.highgate.traffic.health;

import io.highgate.traffic.window.SlidingTally;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What an endpoint's answers say of it (outlier detection as in Envoy: consecutive failures, success
 * rate; latency as in "the slowest of its peers"). Collected from the moment it is let in until it is
 * ejected; a new one is begun when it returns. Thread-safe, lock-free; a good answer costs one
 * compare-and-set for the window and one for the latency.
 */
final class Outlier {

    private final OutlierSettings settings;
    private final SlidingTally window;
    private final AtomicInteger row = new AtomicInteger();
    private final Latency latency = new Latency();

    Outlier(OutlierSettings settings) {
        this.settings = settings;
        window = new SlidingTally(settings.window());
    }

    OutlierSettings settings() {
        return settings;
    }

    /** Adds one attempt; what now speaks against the endpoint. */
    Cause add(Attempted attempted, long tookNanos, long now) {
        return switch (attempted) {
            case IGNORED -> Cause.NONE;
            case OUTRUN -> {
                latency.add(tookNanos);
                yield Cause.NONE;
            }
            case REFUSED -> {
                failed(now);
                yield Cause.CONNECT_REFUSED;
            }
            case FAILURE -> {
                latency.add(tookNanos);
                yield afterFailure(failed(now), now);
            }
            case SUCCESS -> {
                latency.add(tookNanos);
                window.add(1, 0, now);
                if (row.get() != 0) {
                    row.set(0);
                }
                yield Cause.NONE;
            }
        };
    }

    private int failed(long now) {
        window.add(1, 1, now);
        return row.incrementAndGet();
    }

    private Cause afterFailure(int inRow, long now) {
        if (settings.consecutive() > 0 && inRow >= settings.consecutive()) {
            return Cause.CONSECUTIVE_FAILURES;
        }
        long counts = window.counts(now);
        int all = SlidingTally.allOf(counts);
        boolean many = all >= settings.minimumVolume() && SlidingTally.someOf(counts) >= settings.ratio() * all;
        return many ? Cause.FAILURE_RATIO : Cause.NONE;
    }

    /** Whether its last attempt failed. */
    boolean isFailing() {
        return row.get() > 0;
    }

    /** Mean latency since it was let in, or NaN when there were too few attempts since the last look. */
    double lookAtLatency() {
        long word = latency.look();
        return Latency.count(word) >= settings.minimumVolume() ? Latency.mean(word) : Double.NaN;
    }

    /** What was seen, as a phrase. */
    String detail(long now) {
        long counts = window.counts(now);
        return SlidingTally.someOf(counts) + " of " + SlidingTally.allOf(counts) + " failed in "
                + settings.window().toMillis() + " ms, the last " + row.get() + " in a row";
    }
}
