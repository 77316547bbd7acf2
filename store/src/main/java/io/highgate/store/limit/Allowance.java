package io.highgate.store.limit;

/**
 * What a limit says to somebody who asked for permits. Immutable.
 *
 * @param admitted whether they were taken, all of them; none otherwise
 * @param left permits that are left; 0 of a refusal
 * @param waitNanos until as many may be taken if nobody else takes any; 0 if they were taken, {@link
 *     #NEVER} if there will never be as many at once
 * @param resetNanos until it is as if nothing had ever been taken
 */
public record Allowance(boolean admitted, long left, long waitNanos, long resetNanos) {

    public static final long NEVER = Long.MAX_VALUE;
}
