package io.highgate.traffic.limit;

/**
 * What {@link Meter#take} says, as one word, so that asking allocates nothing: what is left, or how long
 * to wait. Stateless.
 */
public final class Taken {

    /** There will never be as many at once. */
    public static final long NEVER = Long.MIN_VALUE;

    private Taken() {}

    static long admitted(long left) {
        return Math.max(0, left);
    }

    static long refused(long waitNanos) {
        return -Math.max(1, waitNanos);
    }

    public static boolean isRefused(long word) {
        return word < 0;
    }

    /** Permits that are left; 0 of a refusal. */
    public static long left(long word) {
        return Math.max(0, word);
    }

    /** Nanoseconds until as many may be taken if nobody else takes any; 0 if they were. */
    public static long waitNanos(long word) {
        return word == NEVER ? Long.MAX_VALUE : Math.max(0, -word);
    }
}
