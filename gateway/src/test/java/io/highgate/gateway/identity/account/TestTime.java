package io.highgate.gateway.identity.account;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A time of day that moves only when it is told to. Thread-safe. */
public final class TestTime implements InstantSource {

    private volatile Instant now = Instant.parse("2026-11-21T12:00:00Z");

    @Override
    public Instant instant() {
        return now;
    }

    /** Lets time pass. */
    public synchronized void pass(Duration duration) {
        now = now.plus(duration);
    }
}
