package io.highgate.traffic.retry;

import io.highgate.traffic.window.SlidingTally;
import java.util.concurrent.atomic.LongAdder;

/**
 * Keeps retries from drowning an upstream that is in trouble already: at most a share of the requests
 * of the last while, plus a small minimum (the retry budget of Finagle and linkerd2, and of Google's
 * "Site Reliability Engineering", chapter 21). Its invariant: within a window, retries never exceed
 * {@code ratio * requests + minimum}, however many threads ask.
 *
 * <p>A retry is first counted, then compared and taken back if it was one too many: of two that
 * race for the last one perhaps neither gets it, but never both. Thread-safe, lock-free; allocates
 * nothing. Outlives configurations, see {@link #adopt}.
 */
public final class RetryBudget {

    private final LongAdder exhausted = new LongAdder();
    private volatile State state;

    /** A budget and what it has counted, swapped together. */
    private record State(RetryBudgetSettings settings, SlidingTally tally) {

        private static State of(RetryBudgetSettings settings) {
            return new State(settings, new SlidingTally(settings.window()));
        }
    }

    public RetryBudget(RetryBudgetSettings settings) {
        state = State.of(settings);
    }

    /** A request has come in: the first attempt of it, not a retry. */
    public void onRequest(long now) {
        state.tally().add(1, 0, now);
    }

    /** Whether one retry may be made now; if so it is spent. */
    public boolean tryRetry(long now) {
        State seen = state;
        seen.tally().add(0, 1, now);
        long counts = seen.tally().counts(now);
        if (SlidingTally.someOf(counts) <= seen.settings().allowed(SlidingTally.allOf(counts))) {
            return true;
        }
        seen.tally().takeBackSome(now);
        exhausted.increment();
        return false;
    }

    /** How many retries are left at this moment. */
    public long left(long now) {
        State seen = state;
        long counts = seen.tally().counts(now);
        return Math.max(0, seen.settings().allowed(SlidingTally.allOf(counts)) - SlidingTally.someOf(counts));
    }

    /** How many retries were not made for want of budget. */
    public long exhausted() {
        return exhausted.sum();
    }

    /** Goes on under other settings; counts are kept where the window is the same. */
    public void adopt(RetryBudgetSettings next) {
        State seen = state;
        boolean same = seen.settings().window().equals(next.window());
        state = same ? new State(next, seen.tally()) : State.of(next);
    }
}
