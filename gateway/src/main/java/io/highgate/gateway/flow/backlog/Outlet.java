package io.highgate.gateway.flow.backlog;

import org.jspecify.annotations.Nullable;

/**
 * A connection as its loop's {@link Backlog} sees it: how much waits there, and since when its peer
 * has taken nothing worth mentioning. In the backlog's list while anything waits. Confined to one
 * event loop.
 */
public final class Outlet {

    /**
     * A peer that takes less than this takes nothing: who reads an octet now and then would else
     * look alive for ever.
     */
    static final int STEP = 8 * 1024;

    /** A connection, whatever it speaks. */
    public interface Connection {

        /** How much waits for the peer now, in octets. */
        long pending();

        /** How much may be written ahead from now on. */
        void narrow(Pressure pressure);

        /** Ends it, without waiting for anything; when the caller is done. */
        void cut(Cut why);
    }

    private final Backlog backlog;
    private final Connection connection;
    private final Side side;

    private @Nullable Outlet before;
    private @Nullable Outlet after;
    private Pressure applied = Pressure.EASY;
    private long pending;
    private long mark;
    private long since;
    private boolean over;

    Outlet(Backlog backlog, Connection connection, Side side) {
        this.backlog = backlog;
        this.connection = connection;
        this.side = side;
    }

    /** Something was written, or may have been taken: looks what waits now. */
    public void settle() {
        if (!over) {
            long was = pending;
            long now = connection.pending();
            pending = now;
            if (was == 0 && now > 0) {
                backlog.link(this);
                mark = now;
                since = backlog.now();
            } else if (was > 0 && now == 0) {
                backlog.unlink(this);
            } else if (now > was) {
                mark += now - was;
            } else if (mark - now >= STEP) {
                mark = now;
                since = backlog.now();
            }
            backlog.changed(this, now - was);
        }
    }

    /** The connection is closed: nothing waits any more. */
    public void close() {
        if (!over) {
            over = true;
            leave();
        }
    }

    private void leave() {
        long was = pending;
        pending = 0;
        if (was > 0) {
            backlog.unlink(this);
            backlog.gone(was);
        }
    }

    void apply(Pressure pressure) {
        if (applied != pressure) {
            applied = pressure;
            connection.narrow(pressure);
        }
    }

    /** Once: what it holds is on its way back, and counts no more. */
    void cut(Cut why) {
        close();
        backlog.counted(side, why);
        connection.cut(why);
    }

    boolean mayBeCut() {
        return side.mayBeCut();
    }

    long pending() {
        return pending;
    }

    /** The last time when the peer has taken something. */
    long since() {
        return since;
    }

    // ---- its place in the list ----

    @Nullable
    Outlet after() {
        return after;
    }

    void putBefore(@Nullable Outlet next) {
        after = next;
        if (next != null) {
            next.before = this;
        }
    }

    /** Leaves the list; returns the head of what is left of it. */
    @Nullable
    Outlet takeOut(@Nullable Outlet head) {
        Outlet previous = before;
        Outlet next = after;
        before = null;
        after = null;
        if (next != null) {
            next.before = previous;
        }
        if (previous == null) {
            return next;
        }
        previous.after = next;
        return head;
    }
}
