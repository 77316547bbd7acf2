package io.highgate.gateway.flow.backlog;

import io.highgate.base.time.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one event loop has written and its peers have not taken, exact when something is written and
 * looked at again at each beat. Under {@link Pressure} each peer is read ahead for less; beyond the
 * bound who has taken nothing for longest is cut, and at half as much again whoever would still
 * grow. Confined to its event loop.
 */
public final class Backlog {

    private static final Logger LOG = LoggerFactory.getLogger(Backlog.class);

    /** Who has taken something within this time is not cut for standing still: a round trip and a lost packet. */
    private static final long GRACE = Duration.ofSeconds(1).toNanos();

    /** Of the bound, in eighths: half as much again as it says. */
    private static final int WALL = 12;

    /** Cutting goes on to below this, in eighths, where its step of pressure ends. */
    private static final int RELIEF = 7;

    /** Below this an answer may still go out at the wall: an error, a health check. */
    private static final int SMALL = 16 * 1024;

    private final int loop;
    private final Ticker ticker;
    private final BacklogBound bound;
    private @Nullable Outlet first;
    private Pressure pressure = Pressure.EASY;
    private long waiting;
    private long others;
    private long now;
    private long fullSince;
    private boolean told;

    public Backlog(int loop, Ticker ticker, BacklogBound bound) {
        this.loop = loop;
        this.ticker = ticker;
        this.bound = bound;
        this.now = ticker.nanos();
    }

    /** The bound that this loop shares with the others. */
    public BacklogBound bound() {
        return bound;
    }

    /** An outlet for a new connection; nothing waits there yet. */
    public Outlet outlet(Outlet.Connection connection, Side side) {
        return new Outlet(this, connection, side);
    }

    /** What the loop does about what waits, as of the last beat or the last octet written. */
    public Pressure pressure() {
        return pressure;
    }

    /**
     * Whether nothing more should be asked of upstreams. Before anybody is refused it is looked again: what
     * another loop had waiting may be gone since the last beat.
     */
    public boolean refuses() {
        if (pressure == Pressure.REFUSING) {
            lookAgain();
        }
        return pressure == Pressure.REFUSING;
    }

    private void lookAgain() {
        others = bound.total() - waiting;
        pressure = Pressure.of(waiting + others, bound.bound(), pressure);
    }

    /** Whether nothing should be kept that can be done without. */
    public boolean isTight() {
        return pressure != Pressure.EASY;
    }

    /** Looks at everything that waits, and cuts who must go; called twenty times a second. */
    public void beat() {
        now = ticker.nanos();
        Outlet next = first;
        while (next != null) {
            Outlet outlet = next;
            next = outlet.after();
            outlet.settle();
        }
        lookAgain();
        if (pressure.cuts()) {
            cutStalled();
        }
        if (loop == 0) {
            tell();
        }
    }

    /** Once when buffers become full, once when they have room again; one loop speaks for all. */
    private void tell() {
        if (pressure.cuts() && !told) {
            told = true;
            fullSince = now;
            LOG.warn("buffers are full: {} of {} bytes wait for their readers", waiting + others, bound.bound());
        } else if (!pressure.cuts() && told) {
            told = false;
            LOG.info("buffers have room again, after {} ms", (now - fullSince) / 1_000_000);
        }
    }

    /** Cuts this loop's part of what is too much, those first that have stood still for longest. */
    private void cutStalled() {
        long total = waiting + others;
        long excess = total - Pressure.share(bound.bound(), RELIEF);
        long mine = (long) ((double) excess * waiting / Math.max(1, total));
        List<Outlet> stalled = new ArrayList<>();
        for (Outlet outlet = first; outlet != null; outlet = outlet.after()) {
            if (outlet.mayBeCut() && now - outlet.since() >= GRACE) {
                stalled.add(outlet);
            }
        }
        stalled.sort(Comparator.comparingLong(outlet -> outlet.since() - now));
        for (int i = 0; i < stalled.size() && mine >= 0; i++) {
            Outlet outlet = stalled.get(i);
            mine -= outlet.pending();
            outlet.cut(Cut.STALLED);
        }
    }

    /** So many more octets are kept for something else than writing; fewer, if negative. */
    public void keep(long octets) {
        gone(-octets);
    }

    // ---- what outlets tell ----

    /** The time of the last beat: near enough, and cheaper than a look at the clock for each write. */
    long now() {
        return now;
    }

    void link(Outlet outlet) {
        outlet.putBefore(first);
        first = outlet;
    }

    void unlink(Outlet outlet) {
        first = outlet.takeOut(first);
    }

    void changed(Outlet outlet, long delta) {
        if (delta != 0) {
            waiting += delta;
            bound.add(loop, delta);
        }
        long total = waiting + others;
        if (delta > 0 && total >= bound.bound() / 2) {
            pressure = Pressure.of(total, bound.bound(), pressure);
        }
        outlet.apply(pressure);
        if (delta > 0 && outlet.pending() > SMALL && outlet.mayBeCut() && total > Pressure.share(bound.bound(), WALL)) {
            outlet.cut(Cut.OVERFLOW);
        }
    }

    void gone(long octets) {
        waiting -= octets;
        bound.add(loop, -octets);
    }

    void counted(Side side, Cut why) {
        bound.cut(side, why);
    }
}
