package io.highgate.traffic.health;

import java.util.concurrent.atomic.AtomicLong;

/**
 * An exponentially weighted mean of latencies and how many there were since the last look, in one
 * word. A sample that loses a race is dropped: one of many does not matter. Thread-safe, lock-free.
 */
final class Latency {

    /** The last 16 or so samples make up most of the mean. */
    private static final float WEIGHT = 1 / 16f;

    /** Count in the high half, the mean in nanoseconds as a float in the low half. */
    private final AtomicLong word = new AtomicLong();

    void add(long nanos) {
        long seen = word.get();
        float mean = mean(seen);
        int count = count(seen);
        float next = mean == 0 ? nanos : mean + (nanos - mean) * WEIGHT;
        word.compareAndSet(seen, word(count == Integer.MAX_VALUE ? count : count + 1, Math.max(next, 1)));
    }

    /** Mean and count; the count starts anew. */
    long look() {
        while (true) {
            long seen = word.get();
            if (word.compareAndSet(seen, word(0, mean(seen)))) {
                return seen;
            }
        }
    }

    static int count(long word) {
        return (int) (word >>> Integer.SIZE);
    }

    static float mean(long word) {
        return Float.intBitsToFloat((int) word);
    }

    private static long word(int count, float mean) {
        return (long) count << Integer.SIZE | Integer.toUnsignedLong(Float.floatToRawIntBits(mean));
    }
}
