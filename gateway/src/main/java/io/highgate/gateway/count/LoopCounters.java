package io.highgate.gateway.count;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Counters that each event loop writes in a row of its own, so that counting needs neither lock nor
 * atomic instruction; a scrape adds the rows up. Each row has one writer, any thread may read.
 */
public final class LoopCounters {

    private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);

    /** Space between two rows, so that no two loops write to the same cache line. */
    private static final int PADDING = 8;

    private final long[][] rows;

    /** All at 0. */
    public LoopCounters(int loops, int counters) {
        rows = new long[loops][counters + PADDING];
    }

    /** Adds, on the loop's own thread. */
    public void add(int loop, int counter, long amount) {
        long[] row = rows[loop];
        LONGS.setOpaque(row, counter, row[counter] + amount);
    }

    /** What all loops have counted; each counter is exact, several are not of the same instant. */
    public long sum(int counter) {
        long sum = 0;
        for (long[] row : rows) {
            sum += (long) LONGS.getOpaque(row, counter);
        }
        return sum;
    }
}
