package io.highgate.bench.load;

/** Counts durations by the microsecond; what is longer than the range counts as its end. One thread. */
final class Latencies {

    private static final int RANGE_MICROS = 2_000_000;

    private final int[] counts = new int[RANGE_MICROS + 1];
    private long total;

    void add(long nanos) {
        counts[Math.clamp(nanos / 1000, 0, RANGE_MICROS)]++;
        total++;
    }

    long total() {
        return total;
    }

    /** The smallest duration, in microseconds, that at least this share of all do not exceed. */
    long quantile(double share) {
        long wanted = Math.max(1, (long) Math.ceil(total * share));
        long seen = 0;
        for (int micros = 0; micros < counts.length; micros++) {
            seen += counts[micros];
            if (seen >= wanted) {
                return micros;
            }
        }
        throw new IllegalStateException("nothing was counted");
    }
}
