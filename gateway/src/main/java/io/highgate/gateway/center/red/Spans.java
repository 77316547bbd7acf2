package io.highgate.gateway.center.red;

import io.highgate.base.time.Ticker;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Spans that wait to be told: so many a second, and so many at once, however many callers ask to be traced.
 * What does not fit is dropped and counted. Thread-safe; never blocks.
 */
public final class Spans {

    static final int MOST_A_SECOND = 50;

    /** Those of twenty seconds. */
    static final int MOST = 1_000;

    private static final long SECOND = 1_000_000_000L;

    private final Ticker ticker;
    private final long began;
    private final Queue<Span> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicLong second = new AtomicLong();
    private final AtomicInteger inSecond = new AtomicInteger();
    private final LongAdder dropped = new LongAdder();

    /** None yet. */
    public Spans(Ticker ticker) {
        this.ticker = ticker;
        this.began = ticker.nanos();
    }

    /** Whether another one would be taken now: if not, it need not be made. */
    public boolean hasRoom() {
        long now = (ticker.nanos() - began) / SECOND;
        long last = second.get();
        if (now != last && second.compareAndSet(last, now)) {
            inSecond.set(0);
        }
        if (size.get() < MOST && inSecond.getAndIncrement() < MOST_A_SECOND) {
            return true;
        }
        dropped.increment();
        return false;
    }

    /** Takes one for which there {@link #hasRoom was room}. */
    public void add(Span span) {
        waiting.add(span);
        size.incrementAndGet();
    }

    /** All that wait; they are the caller's now. */
    List<Span> take() {
        List<Span> taken = new ArrayList<>();
        while (taken.size() < MOST) {
            Span next = waiting.poll();
            if (next == null) {
                return taken;
            }
            size.decrementAndGet();
            taken.add(next);
        }
        return taken;
    }

    /** How many did not fit. */
    public long dropped() {
        return dropped.sum();
    }
}
