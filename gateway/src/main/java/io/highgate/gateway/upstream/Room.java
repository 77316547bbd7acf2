package io.highgate.gateway.upstream;

import io.highgate.model.spec.ConcurrencySpec;
import io.highgate.traffic.overload.AdaptiveLimit;
import io.highgate.traffic.overload.AdaptiveSettings;
import io.highgate.traffic.overload.Bulkhead;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * How many requests an upstream has under way at once, and those that wait for it. Outlives
 * configurations. Thread-safe, lock-free: whoever leaves lets the first one in line in, on that one's
 * own event loop. Who gives up stays in line, for whoever comes to call it up.
 */
public final class Room {

    private final Bulkhead places;
    private final ConcurrentLinkedQueue<Waiter> line = new ConcurrentLinkedQueue<>();

    /** Places that were handed on before their waiter stood in line. */
    private final AtomicInteger early = new AtomicInteger();

    private final LongAdder refused = new LongAdder();
    private final LongAdder timedOut = new LongAdder();
    private volatile @Nullable AdaptiveLimit adaptive;
    private volatile boolean bounded;

    /** One in line: called up once, or gone. Thread-safe. */
    static final class Waiter {

        private final Attempt attempt;
        private final AtomicBoolean settled = new AtomicBoolean();

        private Waiter(Attempt attempt) {
            this.attempt = attempt;
        }

        /** Waits no longer; false if it was called up already. */
        boolean giveUp() {
            return settled.compareAndSet(false, true);
        }

        private boolean callUp() {
            boolean waits = settled.compareAndSet(false, true);
            if (waits) {
                attempt.exchange().loop().execute(attempt::admitted);
            }
            return waits;
        }
    }

    Room(ConcurrencySpec spec, long now) {
        places = new Bulkhead(Terms.bulkhead(spec));
        bounded = spec.inFlight() != null;
        adaptive = spec.adaptive() ? new AdaptiveLimit(AdaptiveSettings.usual(), now) : null;
    }

    void adopt(ConcurrencySpec spec, long now) {
        places.adopt(Terms.bulkhead(spec));
        bounded = spec.inFlight() != null;
        if (!spec.adaptive()) {
            adaptive = null;
        } else if (adaptive == null) {
            adaptive = new AdaptiveLimit(AdaptiveSettings.usual(), now);
        }
        while (places.tryHandOn()) {
            handOn();
        }
    }

    /** Whether there is a bound at all; without one nobody need {@link #enter}. */
    boolean isBounded() {
        return bounded;
    }

    /** Lets a request in, or says that it has to stand {@link #inLine}, or that there is no room for it at all. */
    Bulkhead.Entry enter() {
        Bulkhead.Entry entry = places.enter();
        if (entry == Bulkhead.Entry.REFUSED) {
            refused.increment();
        }
        return entry;
    }

    /** Lets a request in if there is room for it at once; {@link #leave} follows then. */
    boolean tryEnter() {
        return places.tryEnter();
    }

    /** In line from now on; {@link Attempt#admitted} follows, unless it gives up. */
    Waiter inLine(Attempt attempt) {
        Waiter waiter = new Waiter(attempt);
        line.add(waiter);
        if (takeEarly()) {
            handOn();
        }
        return waiter;
    }

    /** Nobody let it in for too long. */
    void waitedInVain() {
        timedOut.increment();
    }

    /** What adapts, for a request that is inside; null if nothing does. */
    @Nullable
    AdaptiveLimit adaptive() {
        return adaptive;
    }

    /** One that was inside goes. */
    void leave() {
        if (places.leave()) {
            handOn();
        }
    }

    /** Gives the place that was handed on to the first in line that still waits. */
    private void handOn() {
        while (true) {
            Waiter first = line.poll();
            if (first == null) {
                early.incrementAndGet();
                if (line.isEmpty() || !takeEarly()) {
                    return; // whose place it is will find it
                }
            } else if (first.callUp() || !places.giveUp() && !places.leave()) {
                return;
            }
        }
    }

    private boolean takeEarly() {
        int seen = early.get();
        while (seen > 0 && !early.compareAndSet(seen, seen - 1)) {
            seen = early.get();
        }
        return seen > 0;
    }

    public int inFlight() {
        return places.inFlight();
    }

    public int waiting() {
        return places.waiting();
    }

    /** Requests refused because too many waited. */
    public long refused() {
        return refused.sum();
    }

    /** Requests that waited in vain. */
    public long timedOut() {
        return timedOut.sum();
    }
}
