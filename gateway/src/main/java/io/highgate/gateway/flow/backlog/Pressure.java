package io.highgate.gateway.flow.backlog;

/**
 * How much of the bound for all buffers is taken, in steps. The way down is later than the way up,
 * so that a step is not taken back and forth. Immutable.
 *
 * <pre>
 *        1/2            1             5/4
 * EASY  ----> TIGHT  ----> CUTTING  ----> REFUSING       of the bound, upwards
 *       <----        <----          <----
 *        3/8           7/8            1                  downwards
 * </pre>
 */
public enum Pressure {
    /** Everyone is read ahead for as usual. */
    EASY,
    /** Less is read ahead for each peer. */
    TIGHT,
    /** As little as possible is read ahead, and who has taken nothing for longest is cut. */
    CUTTING,
    /** And nothing more is asked of upstreams. */
    REFUSING;

    private static final int PARTS = 8;

    /** The step that follows the one before. */
    static Pressure of(long total, long bound, Pressure before) {
        Pressure least = step(total, bound, 4, 8, 10);
        Pressure most = step(total, bound, 3, 7, 8);
        Pressure kept = before.compareTo(most) > 0 ? most : before;
        return kept.compareTo(least) < 0 ? least : kept;
    }

    /** The step of a sum, with the eighths where each step begins. */
    private static Pressure step(long total, long bound, int tight, int cutting, int refusing) {
        if (total >= share(bound, refusing)) {
            return REFUSING;
        }
        if (total >= share(bound, cutting)) {
            return CUTTING;
        }
        return total >= share(bound, tight) ? TIGHT : EASY;
    }

    /** That many eighths of the bound. */
    static long share(long bound, int eighths) {
        return bound / PARTS * eighths;
    }

    /** Whether peers that take nothing are cut. */
    boolean cuts() {
        return this == CUTTING || this == REFUSING;
    }
}
