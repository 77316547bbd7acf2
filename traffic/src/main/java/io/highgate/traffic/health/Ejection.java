package io.highgate.traffic.health;

/**
 * One time that an endpoint was left out for its answers. Immutable.
 *
 * @param times how many it makes in a row, forgotten ones not counted
 * @param begun when
 * @param length for how long
 */
record Ejection(Cause cause, int times, long begun, long length) {

    /** Whether it has been served; also when the clock jumped back to before it, or nobody would come out. */
    boolean isOver(long now) {
        long served = now - begun;
        return served >= length || served < -length;
    }
}
