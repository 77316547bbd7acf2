package io.highgate.gateway.admit;

import io.highgate.base.time.Ticker;
import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.exchange.Failure;
import io.highgate.gateway.exchange.Verdict;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts the requests under way and turns new ones away while the gateway drains or is full.
 * Outlives configurations. Thread-safe.
 */
public final class Admission {

    private final AtomicInteger inFlight = new AtomicInteger();
    private final LongAdder overloaded = new LongAdder();
    private volatile boolean draining;

    /** A request comes in; every one of them also {@link #leave leaves}. */
    public void arrive() {
        inFlight.incrementAndGet();
    }

    /** A request is over. */
    public void leave() {
        if (inFlight.decrementAndGet() == 0 && draining) {
            synchronized (this) {
                notifyAll();
            }
        }
    }

    /** Waits until no request is under way, but not beyond the ticker's deadline. */
    public synchronized boolean awaitEmpty(Ticker ticker, long deadline) throws InterruptedException {
        long left = deadline - ticker.nanos();
        while (inFlight.get() > 0 && left > 0) {
            wait(Math.max(1, left / 1_000_000));
            left = deadline - ticker.nanos();
        }
        return inFlight.get() <= 0;
    }

    /** Decides on a request that has arrived, with the limit of its configuration. */
    public Verdict admit(Exchange exchange, int limit) {
        if (draining) {
            return new Verdict.Reject(new Failure.Draining());
        }
        if (inFlight.get() > limit) {
            overloaded.increment();
            return new Verdict.Reject(new Failure.Overloaded("limits.inFlight"));
        }
        return Verdict.PROCEED;
    }

    public int inFlight() {
        return inFlight.get();
    }

    /** Requests refused because too many were under way. */
    public long overloaded() {
        return overloaded.sum();
    }

    /** From now on every new request is refused. */
    public void beginDrain() {
        draining = true;
    }

    public boolean isDraining() {
        return draining;
    }
}
