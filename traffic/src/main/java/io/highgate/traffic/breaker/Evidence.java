package io.highgate.traffic.breaker;

import io.highgate.traffic.window.SlidingTally;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a closed circuit has seen, judged by its rule. A circuit that closes again starts with new
 * evidence, so that late writers of the old one disturb nothing. Thread-safe, lock-free.
 */
sealed interface Evidence {

    /** Adds one call; whether the circuit must open. */
    boolean add(boolean bad, long now);

    /** Why it must, as a phrase. */
    String why(long now);

    static Evidence by(TripRule rule) {
        return rule instanceof TripRule.Ratio ratio
                ? new OfWindow(ratio, new SlidingTally(ratio.window()))
                : new OfRow(((TripRule.Consecutive) rule).failures(), new AtomicInteger());
    }

    /** The calls of the last while. */
    record OfWindow(TripRule.Ratio rule, SlidingTally tally) implements Evidence {

        @Override
        public boolean add(boolean bad, long now) {
            tally.add(1, bad ? 1 : 0, now);
            return bad && isEnough(tally.counts(now));
        }

        private boolean isEnough(long counts) {
            int all = SlidingTally.allOf(counts);
            return all >= rule.minimumVolume() && SlidingTally.someOf(counts) >= rule.ratio() * all;
        }

        @Override
        public String why(long now) {
            long counts = tally.counts(now);
            return SlidingTally.someOf(counts) + " of " + SlidingTally.allOf(counts) + " calls failed in "
                    + rule.window().toMillis() + " ms";
        }
    }

    /** The failures since the last success. */
    record OfRow(int most, AtomicInteger row) implements Evidence {

        @Override
        public boolean add(boolean bad, long now) {
            if (bad) {
                return row.incrementAndGet() >= most;
            }
            if (row.get() != 0) { // reading is cheap for many loops, writing is not
                row.set(0);
            }
            return false;
        }

        @Override
        public String why(long now) {
            return most + " calls in a row failed";
        }
    }
}
