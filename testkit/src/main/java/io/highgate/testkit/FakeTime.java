package io.highgate.testkit;

import io.highgate.base.time.Ticker;
import java.time.Duration;

/** A clock that moves only when it is told to. Confined to the test's thread. */
public final class FakeTime implements Ticker {

    private long nanos;

    @Override
    public long nanos() {
        return nanos;
    }

    /** Lets time pass. */
    public void pass(Duration duration) {
        nanos += duration.toNanos();
    }
}
