package io.highgate.gateway.center.red;

import io.highgate.gateway.count.Outcomes;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What event loops count for the center. A line stays until its pen is gone, with the last configuration
 * that had it and the last request of that, and was read once more: nothing that was counted is lost.
 * Thread-safe.
 */
public final class Ledger {

    /** More than these are not counted. */
    static final int MOST = 10_000;

    /** Longer names of routes are cut: centers take no longer ones. */
    private static final int LONGEST = 1_000;

    private final int loops;
    private final Map<Kind, Line> lines = new HashMap<>();

    private record Line(Outcomes outcomes, WeakReference<Pen> pen) {}

    /** Nothing is counted yet. */
    public Ledger(int loops) {
        this.loops = loops;
    }

    /** Where requests of that route to that cell are counted; null if there are too many of these. Not for the hot path. */
    public synchronized @Nullable Pen pen(String cell, String route) {
        Kind kind = new Kind(cell, route.length() > LONGEST ? route.substring(0, LONGEST) : route);
        Line line = lines.get(kind);
        Pen known = line == null ? null : line.pen().get();
        if (known != null) {
            return known;
        }
        if (line == null && lines.size() >= MOST) {
            return null;
        }
        Outcomes outcomes = line == null ? new Outcomes(loops) : line.outcomes();
        Pen pen = new Pen(cell, outcomes);
        lines.put(kind, new Line(outcomes, new WeakReference<>(pen)));
        return pen;
    }

    /** Adds all that was counted since this was asked last. */
    synchronized void gather(Sums into) {
        Iterator<Map.Entry<Kind, Line>> all = lines.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<Kind, Line> it = all.next();
            boolean isLast = it.getValue().pen().refersTo(null);
            it.getValue().outcomes().take((status, bucket, times) -> into.add(it.getKey(), status, bucket, times));
            if (isLast) {
                all.remove();
            }
        }
    }

    synchronized int lines() {
        return lines.size();
    }
}
