package io.highgate.traffic.overload;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Places at something that must not be overrun (Nygard, "Release It!"), as two counts in one word; the
 * queue of those that wait, and its time-out, are the caller's.
 *
 * <pre>
 *             place free, nobody waits
 *   (outside) ------------------------&gt; INSIDE --leave, nobody waits--&gt; (outside)
 *       |                                 ^
 *       | none free, room to wait         | somebody leaves: the place is handed on
 *       +-----------------------------&gt; WAITING --give up--&gt; (outside)
 * </pre>
 *
 * <p>Invariant: while somebody waits no place is free, unless settings have grown, see {@link
 * #tryHandOn}. Thread-safe, lock-free.
 */
public final class Bulkhead {

    /** What {@link #enter} says. */
    public enum Entry {
        /** Inside: {@link #leave} follows. */
        ENTERED,
        /** In the queue: a place that is handed on, or {@link #giveUp}, follows. */
        WAITING,
        /** Neither place nor room to wait. */
        REFUSED
    }

    private static final long INSIDE = 1L << Integer.SIZE;
    private static final long PENDING = 1L;

    private final AtomicLong counts = new AtomicLong();
    private volatile BulkheadSettings settings;

    public Bulkhead(BulkheadSettings settings) {
        this.settings = settings;
    }

    /** Comes in, or gets in line, or neither; whoever waits is not overtaken. */
    public Entry enter() {
        BulkheadSettings most = settings;
        while (true) {
            long seen = counts.get();
            if (inside(seen) < most.inFlight() && pending(seen) == 0) {
                if (counts.compareAndSet(seen, seen + INSIDE)) {
                    return Entry.ENTERED;
                }
            } else if (pending(seen) >= most.pending()) {
                return Entry.REFUSED;
            } else if (counts.compareAndSet(seen, seen + PENDING)) {
                return Entry.WAITING;
            }
        }
    }

    /** Comes in if a place is free and nobody waits for it. */
    public boolean tryEnter() {
        while (true) {
            long seen = counts.get();
            if (pending(seen) > 0 || inside(seen) >= settings.inFlight()) {
                return false;
            }
            if (counts.compareAndSet(seen, seen + INSIDE)) {
                return true;
            }
        }
    }

    /**
     * Leaves the inside. If it answers true the place was handed on: the caller lets the first of its queue
     * in, who is inside now.
     */
    public boolean leave() {
        while (true) {
            long seen = counts.get();
            if (inside(seen) == 0) {
                throw new IllegalStateException("more have left than came in");
            }
            boolean handOn = pending(seen) > 0 && inside(seen) <= settings.inFlight();
            if (counts.compareAndSet(seen, seen - (handOn ? PENDING : INSIDE))) {
                return handOn;
            }
        }
    }

    /**
     * Leaves the queue. If it answers false it is too late: a place was handed to this one already, or is about
     * to be, and it must {@link #leave} it.
     */
    public boolean giveUp() {
        while (true) {
            long seen = counts.get();
            if (pending(seen) == 0) {
                return false;
            }
            if (counts.compareAndSet(seen, seen - PENDING)) {
                return true;
            }
        }
    }

    /** Hands a free place to one that waits; to be repeated while true after {@link #adopt}. */
    public boolean tryHandOn() {
        while (true) {
            long seen = counts.get();
            if (pending(seen) == 0 || inside(seen) >= settings.inFlight()) {
                return false;
            }
            if (counts.compareAndSet(seen, seen + INSIDE - PENDING)) {
                return true;
            }
        }
    }

    /** Goes on under other settings; nobody inside or waiting is thrown out. */
    public void adopt(BulkheadSettings next) {
        settings = next;
    }

    public int inFlight() {
        return inside(counts.get());
    }

    public int waiting() {
        return pending(counts.get());
    }

    private static int inside(long word) {
        return (int) (word >>> Integer.SIZE);
    }

    private static int pending(long word) {
        return (int) word;
    }
}
