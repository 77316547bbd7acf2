package io.highgate.gateway.center.red;

import io.highgate.base.time.Ticker;

/** What is kept for the center of requests, by those who see them. Thread-safe. */
public record Counted(Ledger ledger, Spans spans) {

    /** Nothing yet. */
    public static Counted by(int loops, Ticker ticker) {
        return new Counted(new Ledger(loops), new Spans(ticker));
    }
}
