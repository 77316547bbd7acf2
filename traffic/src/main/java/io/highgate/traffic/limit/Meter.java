package io.highgate.traffic.limit;

/** What one key has taken of a limit. Thread-safe. Times are of a {@link io.highgate.base.time.Ticker}. */
public sealed interface Meter permits TokenBucket, SlidingWindow, FixedWindow {

    /**
     * Takes permits, all of them or none.
     *
     * @param amount 1 or more
     * @return a word of {@link Taken}
     */
    long take(long amount, long now);

    /** Nanoseconds until it is as if nothing had ever been taken; 0 if it is. */
    long untilForgotten(long now);
}
