package io.highgate.traffic.breaker;

/**
 * What a {@link Breaker} answers to "may I?", as a number, so that asking allocates nothing: a pass
 * or a probe with the serial of who gave it (never negative), or a refusal with the time until the
 * next try (always negative). Pure.
 */
public final class Permit {

    private Permit() {}

    static long pass(long serial) {
        return serial << 1;
    }

    static long probe(long serial) {
        return serial << 1 | 1;
    }

    static long refused(long waitNanos) {
        return -1 - Math.max(0, waitNanos);
    }

    static long serial(long permit) {
        return permit >>> 1;
    }

    /** Whether the call must not be made; such a permit is not to be returned. */
    public static boolean isRefused(long permit) {
        return permit < 0;
    }

    /** Whether the call is a probe of a half-open circuit: one of few, and it decides. */
    public static boolean isProbe(long permit) {
        return permit >= 0 && (permit & 1) == 1;
    }

    /** Nanoseconds until the next try is worth it; 0 for a permit that is not refused. */
    public static long waitNanos(long permit) {
        return permit < 0 ? -1 - permit : 0;
    }
}
