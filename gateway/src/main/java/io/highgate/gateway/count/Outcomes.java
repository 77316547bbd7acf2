package io.highgate.gateway.count;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * How requests ended and how long they took, fine enough for percentiles within one percent. Each counts in
 * one bucket, of its class of status and its duration, so that whatever is taken is whole: there is no
 * request without its duration. Each event loop has rows of its own, in pages that are made when something
 * first falls into them (half a KiB each; most things take six), so that counting needs neither lock nor
 * atomic instruction, and soon no memory. Recording: on the loop's own thread; taking: one thread at a time.
 */
public final class Outcomes {

    /** 1xx to 5xx, and none at all. */
    public static final int CLASSES = 6;

    /** Ten minutes, in microseconds; what takes longer counts as that. */
    public static final long MOST = 600_000_000;

    /** Numbers below which all buckets of a class are; as in an HdrHistogram of two digits. */
    public static final int BUCKETS;

    private static final VarHandle ROWS = MethodHandles.arrayElementVarHandle(int[][][].class);
    private static final VarHandle PAGES = MethodHandles.arrayElementVarHandle(int[][].class);
    private static final VarHandle COUNTS = MethodHandles.arrayElementVarHandle(int[].class);

    /** Buckets to each doubling: 2^7. */
    private static final int BITS = 7;

    private static final int PAGE = 1 << BITS;
    private static final int PAGES_OF_CLASS;

    static {
        PAGES_OF_CLASS = bucket(MOST) / PAGE + 1;
        BUCKETS = PAGES_OF_CLASS * PAGE;
    }

    private final int[][][] rows;
    private final int[][] taken = new int[CLASSES * PAGES_OF_CLASS][];

    /** Who hears what was counted. */
    public interface Taker {

        /** So many that had a status of that class, 0 for none at all, and a duration of that bucket. */
        void took(int statusClass, int bucket, int times);
    }

    /** Nothing yet. */
    public Outcomes(int loops) {
        rows = new int[loops][][];
    }

    /** Counts one, on the loop's own thread; status 0 stands for none at all. */
    public void record(int loop, int status, long nanos) {
        int[][] row = rows[loop];
        if (row == null) {
            row = new int[taken.length][];
            ROWS.setRelease(rows, loop, row);
        }
        int bucket = bucket(Math.clamp(nanos / 1_000, 0, MOST));
        int number = Math.clamp(status / 100, 0, CLASSES - 1) * PAGES_OF_CLASS + bucket / PAGE;
        int[] page = row[number];
        if (page == null) {
            page = new int[PAGE];
            PAGES.setRelease(row, number, page);
        }
        int at = bucket % PAGE;
        COUNTS.setOpaque(page, at, page[at] + 1);
    }

    /** Tells what was counted since it was taken last, each exactly once. */
    public void take(Taker taker) {
        for (int number = 0; number < taken.length; number++) {
            int[] before = taken[number];
            if (before == null && isUsed(number)) {
                before = new int[PAGE];
                taken[number] = before;
            }
            for (int at = 0; before != null && at < PAGE; at++) {
                int now = sum(number, at);
                if (now != before[at]) { // a counter that has turned over is right, too
                    taker.took(number / PAGES_OF_CLASS, number % PAGES_OF_CLASS * PAGE + at, now - before[at]);
                    before[at] = now;
                }
            }
        }
    }

    private boolean isUsed(int number) {
        for (int loop = 0; loop < rows.length; loop++) {
            int[][] row = (int[][]) ROWS.getAcquire(rows, loop);
            if (row != null && PAGES.getAcquire(row, number) != null) {
                return true;
            }
        }
        return false;
    }

    private int sum(int number, int at) {
        int sum = 0;
        for (int loop = 0; loop < rows.length; loop++) {
            int[][] row = (int[][]) ROWS.getAcquire(rows, loop);
            int[] page = row == null ? null : (int[]) PAGES.getAcquire(row, number);
            sum += page == null ? 0 : (int) COUNTS.getOpaque(page, at);
        }
        return sum;
    }

    private static int bucket(long micros) {
        int doublings = Math.max(0, Long.SIZE - 1 - Long.numberOfLeadingZeros(micros | 1) - BITS);
        return doublings * PAGE + (int) (micros >>> doublings);
    }

    /** The least duration of a bucket, in microseconds. */
    public static long micros(int bucket) {
        int doublings = Math.max(0, bucket / PAGE - 1);
        return (long) (bucket - doublings * PAGE) << doublings;
    }
}
