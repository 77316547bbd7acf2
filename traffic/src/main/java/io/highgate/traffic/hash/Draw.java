package io.highgate.traffic.hash;

/**
 * Numbers drawn one after another from a first one that was handed in, so that chance stays with
 * the caller. The first should come from {@link Hashing#mix}. Stateless.
 */
public final class Draw {

    // Knuth's MMIX generator: of its numbers the high bits are good, and below() uses those.
    private static final long FACTOR = 6364136223846793005L;
    private static final long STEP = 1442695040888963407L;

    private Draw() {}

    /** The number drawn after this one. */
    public static long next(long draw) {
        return draw * FACTOR + STEP;
    }

    /** The draw as one of 0 to bound - 1, evenly; the bound is positive and below 2^62. */
    public static long below(long draw, long bound) {
        return Math.multiplyHigh(draw >>> 1, bound << 1);
    }

    /** The draw as a number from 0 on, always less than 1. */
    public static double unit(long draw) {
        return (draw >>> 11) * 0x1p-53;
    }
}
