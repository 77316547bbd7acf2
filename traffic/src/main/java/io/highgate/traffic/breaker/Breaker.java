package io.highgate.traffic.breaker;

import io.highgate.traffic.breaker.Circuit.Closed;
import io.highgate.traffic.breaker.Circuit.HalfOpen;
import io.highgate.traffic.breaker.Circuit.Open;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A circuit breaker (Nygard, "Release It!"; the half-open state as in Polly and resilience4j).
 *
 * <pre>
 *             rule says so                    open is over, somebody asks
 *   CLOSED ------------------&gt; OPEN -----------------------------------&gt; HALF_OPEN
 *     ^                          ^                                          |  |
 *     |                          |  more probes failed than closing can spare  |
 *     |                          +------------------------------------------+  |
 *     +------------------------------------------------------------------------+
 *                               enough probes succeeded
 * </pre>
 *
 * <p>Who gets a permit that is not refused returns it exactly once: {@link #onResult} or
 * {@link #onCancelled}. A probe that is not returned in time loses its place to another, and its
 * result no longer counts once the place is given away; so no place leaks. Results of an
 * earlier closed circuit do not count in a later one. The gateway's own refusals are the caller's to
 * leave out ({@link Outcome#IGNORED}). Outlives configurations, see {@link #adopt}.
 *
 * <p>Thread-safe, lock-free: a closed circuit costs one volatile read to ask and one compare-and-set
 * to answer; nothing is allocated but when its state changes. Time is nanoseconds of any monotonic
 * clock; one that jumps back keeps a circuit open for at most its usual time again.
 */
public final class Breaker {

    private final AtomicReference<Circuit> circuit = new AtomicReference<>();
    private final AtomicLong serials = new AtomicLong();
    private final CircuitListener listener;
    private volatile BreakerSettings settings;

    /** A closed circuit. */
    public Breaker(BreakerSettings settings, CircuitListener listener) {
        this.settings = settings;
        this.listener = listener;
        circuit.set(closed(settings, Places.NONE));
    }

    /** Asks whether a call may be made now; see {@link Permit}. */
    public long tryAcquire(long now) {
        return circuit.get() instanceof Closed closed ? Permit.pass(closed.serial()) : tryProbe(now);
    }

    /** Whether {@link #tryAcquire} would probably not refuse; takes no permit. */
    public boolean mayAcquire(long now) {
        return switch (circuit.get()) {
            case Closed closed -> true;
            case Open open -> open.until() - now <= 0 || open.until() - now > open.length();
            case HalfOpen halfOpen -> halfOpen.freePlace(now) >= 0;
        };
    }

    private long tryProbe(long now) {
        while (true) {
            Circuit seen = circuit.get();
            if (seen instanceof Closed closed) {
                return Permit.pass(closed.serial());
            }
            if (seen instanceof Open open && open.until() - now > 0) {
                long wait = open.until() - now;
                if (wait <= open.length()) {
                    return Permit.refused(wait);
                }
                // the clock has jumped back
                circuit.compareAndSet(seen, new Open(now + open.length(), open.length(), open.places()));
                continue;
            }
            long serial = serials.incrementAndGet();
            HalfOpen halfOpen =
                    seen instanceof HalfOpen begun ? begun : HalfOpen.begin(settings, serial, seen.places());
            int place = halfOpen.freePlace(now);
            if (place < 0) {
                return Permit.refused(halfOpen.waitNanos(now));
            }
            if (swap(seen, halfOpen.with(halfOpen.places().taken(place, serial, now)), "time to probe")) {
                return Permit.probe(serial);
            }
        }
    }

    /** Returns a permit with what became of the call. */
    public void onResult(long permit, Outcome outcome, long now) {
        if (Permit.isRefused(permit)) {
            throw new IllegalArgumentException("a refused permit is not returned");
        }
        if (Permit.isProbe(permit)) {
            settle(Permit.serial(permit), outcome, now);
        } else if (outcome != Outcome.IGNORED
                && circuit.get() instanceof Closed closed
                && closed.serial() == Permit.serial(permit)
                && closed.evidence().add(outcome.isBad(), now)) {
            trip(closed.serial(), now);
        }
    }

    private void trip(long serial, long now) {
        while (circuit.get() instanceof Closed closed && closed.serial() == serial) {
            swap(
                    closed,
                    Open.from(now, settings, closed.places()),
                    closed.evidence().why(now));
        }
    }

    /** Returns a permit whose call came to nothing: not sent, or given up by the client. */
    public void onCancelled(long permit, long now) {
        onResult(permit, Outcome.IGNORED, now);
    }

    private void settle(long serial, Outcome outcome, long now) {
        while (true) {
            Circuit seen = circuit.get();
            int place = seen.places().of(serial);
            if (place < 0) {
                return; // given up, and its place given away
            }
            Circuit freed = seen.with(seen.places().freed(place));
            boolean counts = freed instanceof HalfOpen halfOpen && serial >= halfOpen.first();
            Circuit next = counts ? after(((HalfOpen) freed).counted(outcome), now) : freed;
            if (swap(seen, next, whatProbesSay(outcome))) {
                return;
            }
        }
    }

    private Circuit after(HalfOpen halfOpen, long now) {
        if (halfOpen.successes() >= halfOpen.settings().successes()) {
            return closed(settings, halfOpen.places());
        }
        boolean failed = halfOpen.failures() > halfOpen.settings().toleratedFailures();
        return failed ? Open.from(now, settings, halfOpen.places()) : halfOpen;
    }

    private static String whatProbesSay(Outcome outcome) {
        return outcome.isBad() ? "its probes failed" : "its probes succeeded";
    }

    /**
     * Goes on under other settings. A closed circuit whose rule has changed collects new evidence; an
     * open one keeps the time it has, a half-open one the probes it has.
     */
    public void adopt(BreakerSettings next) {
        settings = next;
        while (circuit.get() instanceof Closed closed && !closed.rule().equals(next.rule())) {
            circuit.compareAndSet(closed, closed(next, closed.places()));
        }
    }

    /** How the circuit stands; an open one whose time is over is open until somebody asks. */
    public CircuitState state() {
        return circuit.get().state();
    }

    private Closed closed(BreakerSettings by, Places places) {
        return new Closed(serials.incrementAndGet(), by.rule(), Evidence.by(by.rule()), places);
    }

    /** The only door between states: who wins tells the listener, if the state has another name now. */
    private boolean swap(Circuit from, Circuit to, String why) {
        if (!circuit.compareAndSet(from, to)) {
            return false;
        }
        if (from.state() != to.state()) {
            listener.flipped(from.state(), to.state(), why);
        }
        return true;
    }
}
