package io.highgate.base.life;

import io.highgate.base.time.Ticker;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what is under way, and can be waited on until nothing is. Thread-safe. */
public final class Tally {

    private final AtomicInteger count = new AtomicInteger();
    private volatile boolean awaited;

    /** One more; returns how many there are with it. */
    public int arrive() {
        return count.incrementAndGet();
    }

    /** One less. */
    public void leave() {
        if (count.decrementAndGet() == 0 && awaited) {
            synchronized (this) {
                notifyAll();
            }
        }
    }

    public int count() {
        return count.get();
    }

    /** Waits until nothing is under way, but not beyond the ticker's deadline; whether it came to that. */
    public synchronized boolean awaitNone(Ticker ticker, long deadline) throws InterruptedException {
        awaited = true;
        long left = deadline - ticker.nanos();
        while (count.get() > 0 && left > 0) {
            wait(Math.max(1, left / 1_000_000));
            left = deadline - ticker.nanos();
        }
        return count.get() == 0;
    }
}
