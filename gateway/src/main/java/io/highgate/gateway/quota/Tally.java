package io.highgate.gateway.quota;

import java.util.concurrent.atomic.LongAdder;

/** What became of requests that one limit was asked about. Outlives configurations. Thread-safe. */
public final class Tally {

    /** What became of a request. */
    public enum Outcome {
        /** Counted, and let through. */
        ADMITTED,
        /** Counted, and refused. */
        REFUSED,
        /** The store was away, and this gateway counted for itself; counted as admitted or refused, too. */
        LOCAL,
        /** The store was away, and it was let through or refused without being counted. */
        AWAY
    }

    private final String limit;
    private final LongAdder[] counts = new LongAdder[Outcome.values().length];

    Tally(String limit) {
        this.limit = limit;
        for (int i = 0; i < counts.length; i++) {
            counts[i] = new LongAdder();
        }
    }

    /** The limit's name, after that of its route. */
    public String limit() {
        return limit;
    }

    @SuppressWarnings("EnumOrdinal") // the order is kept nowhere
    void count(Outcome outcome) {
        counts[outcome.ordinal()].increment();
    }

    @SuppressWarnings("EnumOrdinal")
    public long of(Outcome outcome) {
        return counts[outcome.ordinal()].sum();
    }
}
