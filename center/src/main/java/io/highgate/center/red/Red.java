package io.highgate.center.red;

import io.highgate.base.time.Ticker;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Rate, errors and durations of cells and routes in the last hour, and the spans of traces, as far as this
 * center has heard. Of too many the one goes that was silent longest. Thread-safe.
 */
public final class Red {

    private static final int MOST_CELLS = 2_000;
    private static final int MOST_ROUTES = 10_000;

    /** Minutes of routes are not kept apart, for there may be many routes. */
    private static final int ROUTE_GRAIN = 5;

    private static final long MINUTE_NANOS = 60_000_000_000L;

    private final Ticker ticker;
    private final long began;
    private final Map<String, Hour> cells = new LinkedHashMap<>(); // who was told of last comes last
    private final Map<RouteName, Hour> routes = new LinkedHashMap<>();
    private final Traces traces = new Traces();
    private long looked;

    public Red(Ticker ticker) {
        this.ticker = ticker;
        this.began = ticker.nanos();
    }

    private long minute() {
        return (ticker.nanos() - began) / MINUTE_NANOS;
    }

    /** Counts all of it, as of now. */
    public synchronized void count(Report report) {
        long minute = minute();
        if (minute != looked) {
            looked = minute;
            forget(minute);
        }
        for (Tally tally : report.tallies()) {
            Sum sum = Sum.of(tally);
            add(cells, tally.cell(), 1, sum, MOST_CELLS);
            if (!tally.route().isEmpty()) {
                add(routes, new RouteName(tally.cell(), tally.route()), ROUTE_GRAIN, sum, MOST_ROUTES);
            }
        }
        report.spans().forEach(it -> traces.add(it, minute));
    }

    private <K> void add(Map<K, Hour> to, K name, int grain, Sum sum, int most) {
        Hour known = to.remove(name);
        Hour hour = known == null ? new Hour(grain) : known;
        hour.add(sum, looked);
        to.put(name, hour);
        if (to.size() > most) {
            to.remove(to.keySet().iterator().next());
        }
    }

    private void forget(long minute) {
        cells.values().removeIf(it -> it.isEmpty(minute));
        routes.values().removeIf(it -> it.isEmpty(minute));
    }

    /** One cell; zeros if nobody has told of it. */
    public synchronized Summary of(String cell) {
        Hour hour = cells.get(cell);
        return hour == null ? Summary.NOTHING : hour.summary(minute());
    }

    /** All cells of which anything was told in the last hour. */
    public synchronized SortedMap<String, Summary> all() {
        long minute = minute();
        forget(minute);
        SortedMap<String, Summary> all = new TreeMap<>();
        cells.forEach((cell, hour) -> all.put(cell, hour.summary(minute)));
        return all;
    }

    /** One route; zeros if nobody has told of it. */
    public synchronized Summary of(RouteName route) {
        Hour hour = routes.get(route);
        return hour == null ? Summary.NOTHING : hour.summary(minute());
    }

    /** All routes of which anything was told in the last hour. */
    public synchronized NavigableSet<RouteName> routes() {
        forget(minute());
        return new TreeSet<>(routes.keySet());
    }

    /** A trace's spans as they were told; none if it is not known. */
    public synchronized List<Span> trace(String traceId) {
        return traces.of(traceId, minute());
    }
}
