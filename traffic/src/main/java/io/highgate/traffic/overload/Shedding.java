package io.highgate.traffic.overload;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Refuses the least important requests first when the whole is under pressure (priorities as in
 * "Overload control for scaling WeChat microservices", SoCC 2018, and Google's "Site Reliability
 * Engineering", chapter 21: criticality). Refusing begins at once and ends step by step, so that it does
 * not swing.
 *
 * <pre>
 *            pressure &gt;= point of the class
 *   level n -------------------------------------------------------&gt; level m &gt; n, at once
 *   level n &lt;------------------------------------------------------- level n + 1
 *            pressure stayed below its point by the gap, for the hold
 * </pre>
 *
 * <p>{@link #observe} is called by one thread, some ten times a second; {@link #admits} by any, for one
 * volatile read. Lock-free.
 */
public final class Shedding {

    /** How many classes are refused, and since when pressure has been low enough to refuse fewer. */
    private record Level(int refused, boolean falling, long fallingSince) {}

    private final AtomicReference<Level> level = new AtomicReference<>(new Level(0, false, 0));
    private volatile SheddingSettings settings;

    public Shedding(SheddingSettings settings) {
        this.settings = settings;
    }

    /** Whether a request of this class is let in; a class that is not known counts as the nearest that is. */
    public boolean admits(int priority) {
        int refused = level.get().refused();
        return refused == 0 || priority < settings.classes() - refused;
    }

    /** How many classes are refused. */
    public int refused() {
        return level.get().refused();
    }

    /** Looks at the pressure (0 to 1; NaN counts as none); how many classes are refused from now on. */
    public int observe(double pressure, long now) {
        SheddingSettings by = settings;
        Level seen = level.get();
        Level next = next(by, seen, Double.isNaN(pressure) ? 0 : pressure, now);
        if (next != seen) {
            level.compareAndSet(seen, next);
        }
        return level.get().refused();
    }

    private static Level next(SheddingSettings by, Level seen, double pressure, long now) {
        int refused = Math.min(seen.refused(), by.classes() - 1);
        int wanted = by.refusedAt(pressure);
        if (wanted > refused) {
            return new Level(wanted, false, now);
        }
        if (refused == 0 || pressure >= by.pointOf(refused) - by.gap()) {
            return seen.falling() || refused != seen.refused() ? new Level(refused, false, now) : seen;
        }
        long low = now - seen.fallingSince();
        if (!seen.falling() || low < 0) { // also where the clock has jumped back
            return new Level(refused, true, now);
        }
        return low >= by.hold().toNanos() ? new Level(refused - 1, true, now) : seen;
    }

    /** Goes on under other settings. */
    public void adopt(SheddingSettings next) {
        settings = next;
    }
}
