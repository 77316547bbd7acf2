package io.highgate.traffic.window;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Two counts over the last while: of all that happened, and of some of it (failures among calls,
 * retries beside requests). The window is a ring of buckets; each bucket is one word that holds its
 * tick and both counts, so that counting is one compare-and-set and allocates nothing, and a bucket
 * is never half cleared. A bucket that would overflow is halved, which keeps the ratio.
 *
 * <p>A clock that jumps back starts its buckets anew; what was counted in its future is left out.
 * Thread-safe, lock-free.
 */
public final class SlidingTally {

    /** Fewer make the window coarse: a tenth of it is forgotten at once. */
    private static final int BUCKETS = 10;

    /** A power of two above {@link #BUCKETS}, so that a slot is found without a division. */
    private static final int SLOTS = 16;

    private static final int COUNT_BITS = 21;
    private static final int MOST = (1 << COUNT_BITS) - 1;

    /** The low bits of a tick: a bucket would have to lie untouched for four million ticks to deceive. */
    private static final long TICK_MASK = (1L << (64 - 2 * COUNT_BITS)) - 1;

    private final AtomicLongArray words = new AtomicLongArray(SLOTS);
    private final long bucketNanos;

    /** Nothing counted yet; the window is at least 10 ns long. */
    public SlidingTally(Duration window) {
        bucketNanos = window.toNanos() / BUCKETS;
        if (bucketNanos <= 0) {
            throw new IllegalArgumentException("too short a window: " + window);
        }
    }

    /** Counts, both by 0 or more. */
    public void add(int all, int some, long now) {
        long tick = Math.floorDiv(now, bucketNanos);
        int slot = slot(tick);
        long seen;
        long next;
        do {
            seen = words.get(slot);
            next = isOf(seen, tick) ? word(tick, all(seen) + all, some(seen) + some) : word(tick, all, some);
        } while (!words.compareAndSet(slot, seen, next));
    }

    /** Uncounts one of {@code some} that was counted at the same {@code now}, if that is still remembered. */
    public void takeBackSome(long now) {
        long tick = Math.floorDiv(now, bucketNanos);
        int slot = slot(tick);
        while (true) {
            long seen = words.get(slot);
            if (!isOf(seen, tick) || some(seen) == 0) {
                return;
            }
            if (words.compareAndSet(slot, seen, word(tick, all(seen), some(seen) - 1))) {
                return;
            }
        }
    }

    /** Both counts as of now; take them apart with {@link #allOf} and {@link #someOf}. */
    public long counts(long now) {
        long newest = Math.floorDiv(now, bucketNanos);
        long all = 0;
        long some = 0;
        for (long tick = newest; tick > newest - BUCKETS; tick--) {
            long word = words.get(slot(tick));
            if (isOf(word, tick)) {
                all += all(word);
                some += some(word);
            }
        }
        return all << Integer.SIZE | some;
    }

    /** How many there were of all. */
    public static int allOf(long counts) {
        return (int) (counts >>> Integer.SIZE);
    }

    /** How many there were of some. */
    public static int someOf(long counts) {
        return (int) counts;
    }

    private static int slot(long tick) {
        return (int) (tick & (SLOTS - 1));
    }

    private static boolean isOf(long word, long tick) {
        return word >>> (2 * COUNT_BITS) == (tick & TICK_MASK);
    }

    private static int all(long word) {
        return (int) (word >>> COUNT_BITS) & MOST;
    }

    private static int some(long word) {
        return (int) word & MOST;
    }

    private static long word(long tick, int all, int some) {
        int halved = all > MOST || some > MOST ? 1 : 0;
        long counts = (long) (all >> halved) << COUNT_BITS | some >> halved;
        return (tick & TICK_MASK) << (2 * COUNT_BITS) | counts;
    }
}
