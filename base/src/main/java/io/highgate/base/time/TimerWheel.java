package io.highgate.base.time;

import java.time.Duration;

/**
 * A hashed timing wheel (Varghese and Lauck, "Hashed and Hierarchical Timing Wheels", SOSP 1987,
 * scheme 6) with intrusive entries: arming and cancelling are O(1) and allocate nothing. Entries
 * fire late by at most one tick, never early. Confined to one thread; the owner calls
 * {@link #advance} once a tick.
 */
public final class TimerWheel {

    private final Ticker ticker;
    private final long tickNanos;
    private final Timeout[] slots;
    private final Timeout firing = new Head();
    private final long origin;
    private long tick;
    private int armed;

    /** A wheel of {@code slots} (a power of two) ticks; longer time-outs go round more than once. */
    public TimerWheel(Ticker ticker, Duration tickLength, int slots) {
        if (Integer.bitCount(slots) != 1) {
            throw new IllegalArgumentException("slots must be a power of two: " + slots);
        }
        this.ticker = ticker;
        this.tickNanos = tickLength.toNanos();
        this.slots = new Timeout[slots];
        for (int i = 0; i < slots; i++) {
            this.slots[i] = new Head();
        }
        this.origin = ticker.nanos();
    }

    /** Arms the time-out to fire after {@code nanos}; an armed one is moved. */
    public void arm(Timeout timeout, long nanos) {
        if (timeout.isArmed()) {
            unlink(timeout);
            armed--;
        }
        long passed = ticker.nanos() - origin;
        long due = (passed + Math.clamp(nanos, 0, Long.MAX_VALUE - passed)) / tickNanos + 1;
        timeout.dueTick = Math.max(due, tick + 1);
        append(slots[(int) (timeout.dueTick & (slots.length - 1))], timeout);
        armed++;
    }

    /** Disarms; no effect on a time-out that is not armed. */
    public void cancel(Timeout timeout) {
        if (timeout.isArmed()) {
            unlink(timeout);
            armed--;
        }
    }

    /** How many time-outs are armed. */
    public int armed() {
        return armed;
    }

    /** Fires all that is due by now. A time-out may arm itself or others while firing. */
    public void advance() {
        long now = (ticker.nanos() - origin) / tickNanos;
        if (armed == 0) {
            tick = Math.max(tick, now);
            return;
        }
        // After a long pause one round visits every slot; more rounds would find nothing new.
        long first = Math.max(tick + 1, now - slots.length + 1);
        for (long t = first; t <= now; t++) {
            tick = t;
            fireSlot(slots[(int) (t & (slots.length - 1))], now);
        }
        tick = Math.max(tick, now);
    }

    /**
     * Moves what is due to a list of its own before firing any of it, so that a time-out may cancel
     * or re-arm its neighbours while it fires.
     */
    private void fireSlot(Timeout head, long now) {
        Timeout next;
        for (Timeout at = head.next; at != head; at = next) {
            next = at.next;
            if (at.dueTick <= now) {
                unlink(at);
                append(firing, at);
            }
        }
        while (firing.next != firing) {
            Timeout due = firing.next;
            unlink(due);
            armed--;
            due.fire();
        }
    }

    private static void append(Timeout head, Timeout timeout) {
        timeout.previous = head.previous;
        timeout.next = head;
        head.previous.next = timeout;
        head.previous = timeout;
    }

    private static void unlink(Timeout timeout) {
        timeout.previous.next = timeout.next;
        timeout.next.previous = timeout.previous;
        timeout.next = timeout;
        timeout.previous = timeout;
    }

    private static final class Head extends Timeout {
        @Override
        protected void fire() {
            throw new IllegalStateException("a wheel's slot does not fire");
        }
    }
}
