package io.highgate.gateway.observe;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;

/**
 * Rate, errors and duration of one thing: requests by class of status, and how long they took.
 * Thread-safe in the manner of {@link LoopCounters}.
 */
public final class Series {

    /** Upper bounds in seconds: from a cache's answer to a time-out, each about twice the one before. */
    private static final double[] BOUNDS = {
        0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, Double.POSITIVE_INFINITY
    };

    private static final long[] BOUND_NANOS = new long[BOUNDS.length - 1];
    private static final int CLASSES = 6;
    private static final int SUM = CLASSES + BOUNDS.length;

    static {
        for (int i = 0; i < BOUND_NANOS.length; i++) {
            BOUND_NANOS[i] = (long) (BOUNDS[i] * 1e9);
        }
    }

    private final LoopCounters counters;

    Series(int loops) {
        counters = new LoopCounters(loops, SUM + 1);
    }

    /** Counts one answer, on the loop's own thread; status 0 stands for none at all. */
    public void record(int loop, int status, long nanos) {
        counters.add(loop, Math.clamp(status / 100, 0, CLASSES - 1), 1);
        int bucket = 0;
        while (bucket < BOUND_NANOS.length && nanos > BOUND_NANOS[bucket]) {
            bucket++;
        }
        counters.add(loop, CLASSES + bucket, 1);
        counters.add(loop, SUM, nanos);
    }

    /** Answers with a status of that class: 2 for 200 to 299; 0 for none at all. */
    public long count(int statusClass) {
        return counters.sum(statusClass);
    }

    double seconds() {
        return counters.sum(SUM) / 1e9;
    }

    ClassicHistogramBuckets buckets() {
        ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
        for (int i = 0; i < BOUNDS.length; i++) {
            buckets.bucket(BOUNDS[i], counters.sum(CLASSES + i));
        }
        return buckets.build();
    }
}
