package io.highgate.gateway.count;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;

/**
 * How long something took, in buckets: 17 numbers for each event loop, whatever is recorded.
 * Thread-safe in the manner of {@link LoopCounters}.
 */
public final class Durations {

    /** Upper bounds in seconds: from a cache's answer to a time-out, each about twice the one before. */
    private static final double[] BOUNDS = {
        0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, Double.POSITIVE_INFINITY
    };

    private static final long[] BOUND_NANOS = new long[BOUNDS.length - 1];
    private static final int SUM = BOUNDS.length;

    static {
        for (int i = 0; i < BOUND_NANOS.length; i++) {
            BOUND_NANOS[i] = (long) (BOUNDS[i] * 1e9);
        }
    }

    private final LoopCounters counters;

    public Durations(int loops) {
        counters = new LoopCounters(loops, SUM + 1);
    }

    /** Adds one, on the loop's own thread. */
    public void record(int loop, long nanos) {
        int bucket = 0;
        while (bucket < BOUND_NANOS.length && nanos > BOUND_NANOS[bucket]) {
            bucket++;
        }
        counters.add(loop, bucket, 1);
        counters.add(loop, SUM, nanos);
    }

    /** How many there were. */
    public long count() {
        long count = 0;
        for (int i = 0; i < BOUNDS.length; i++) {
            count += counters.sum(i);
        }
        return count;
    }

    /** All of it, as Prometheus wants it. */
    public HistogramSnapshot.HistogramDataPointSnapshot dataPoint(Labels labels) {
        ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
        for (int i = 0; i < BOUNDS.length; i++) {
            buckets.bucket(BOUNDS[i], counters.sum(i));
        }
        return HistogramSnapshot.HistogramDataPointSnapshot.builder()
                .labels(labels)
                .classicHistogramBuckets(buckets.build())
                .sum(counters.sum(SUM) / 1e9)
                .build();
    }
}
