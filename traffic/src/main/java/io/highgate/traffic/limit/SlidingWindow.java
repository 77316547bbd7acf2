package io.highgate.traffic.limit;

import java.util.Arrays;

/**
 * Remembers when each permit was taken, so that no stretch of the period ever has more than the amount.
 * Exact up to {@value #EXACT} permits; of larger amounts those within a {@value #EXACT}th of the period
 * count as taken at its end, which lets through less, never more. Memory grows with what is taken. A
 * short lock of its own.
 */
final class SlidingWindow implements Meter {

    static final int EXACT = 4096;

    private static final int SMALL = 8;

    private final long period;
    private final long most;
    private final long grain;

    private long[] times = new long[SMALL];
    private int[] counts = new int[SMALL];
    private int first;
    private int entries;
    private long taken;

    SlidingWindow(LimitSettings settings) {
        this.period = settings.period().toNanos();
        this.most = settings.amount();
        this.grain = most <= EXACT ? 1 : Math.max(1, period / EXACT);
    }

    @Override
    public synchronized long take(long amount, long now) {
        if (amount > most) {
            return Taken.NEVER;
        }
        forget(now);
        if (taken + amount > most) {
            return Taken.refused(waitFor(taken + amount - most, now));
        }
        remember((int) amount, now);
        return Taken.admitted(most - taken);
    }

    private void forget(long now) {
        while (entries > 0 && now - times[first] >= period) {
            taken -= counts[first];
            first = (first + 1) % times.length;
            entries--;
        }
    }

    /** Until so many that were taken are forgotten. */
    private long waitFor(long many, long now) {
        long left = many;
        int at = first;
        while (left > counts[at]) {
            left -= counts[at];
            at = (at + 1) % times.length;
        }
        return times[at] + period - now;
    }

    private void remember(int amount, long now) {
        long time = grain == 1 ? now : (Math.floorDiv(now, grain) + 1) * grain;
        int last = (first + entries + times.length - 1) % times.length;
        taken += amount;
        // A clock that seems to jump back, between threads, must not put what comes later before it.
        if (entries > 0 && times[last] - time >= 0) {
            counts[last] += amount;
            return;
        }
        if (entries == times.length) {
            grow();
        }
        int next = (first + entries) % times.length;
        times[next] = time;
        counts[next] = amount;
        entries++;
    }

    private void grow() {
        long[] olderTimes = times;
        int[] olderCounts = counts;
        times = new long[2 * entries];
        counts = new int[2 * entries];
        int tail = olderTimes.length - first;
        System.arraycopy(olderTimes, first, times, 0, tail);
        System.arraycopy(olderTimes, 0, times, tail, first);
        System.arraycopy(olderCounts, first, counts, 0, tail);
        System.arraycopy(olderCounts, 0, counts, tail, first);
        first = 0;
    }

    @Override
    public synchronized long untilForgotten(long now) {
        forget(now);
        if (entries == 0 && times.length > SMALL) {
            times = Arrays.copyOf(times, SMALL);
            counts = Arrays.copyOf(counts, SMALL);
            first = 0;
        }
        return entries == 0 ? 0 : times[(first + entries - 1) % times.length] + period - now;
    }
}
