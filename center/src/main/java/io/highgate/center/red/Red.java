package io.highgate.center.red;

import io.highgate.base.time.Ticker;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Rate, errors and durations of cells in the last hour, and the spans of traces, as far as this center has
 * heard. Of too many cells the one goes that was silent longest. Thread-safe.
 */
public final class Red {

    private static final int MOST_CELLS = 2_000;
    private static final long MINUTE_NANOS = 60_000_000_000L;

    private final Ticker ticker;
    private final long began;
    private final Map<String, Hour> cells = new LinkedHashMap<>(); // who was told of last comes last
    private final Traces traces = new Traces();

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
        for (Tally tally : report.tallies()) {
            Hour known = cells.remove(tally.cell());
            Hour hour = known == null ? new Hour() : known;
            hour.add(tally, minute);
            cells.put(tally.cell(), hour);
            if (cells.size() > MOST_CELLS) {
                cells.remove(cells.keySet().iterator().next());
            }
        }
        report.spans().forEach(it -> traces.add(it, minute));
    }

    /** One cell; zeros if nobody has told of it. */
    public synchronized Summary of(String cell) {
        Hour hour = cells.get(cell);
        return hour == null ? Summary.NOTHING : hour.summary(minute());
    }

    /** All cells of which anything was told in the last hour. */
    public synchronized SortedMap<String, Summary> all() {
        long minute = minute();
        cells.values().removeIf(it -> it.isEmpty(minute));
        SortedMap<String, Summary> all = new TreeMap<>();
        cells.forEach((cell, hour) -> all.put(cell, hour.summary(minute)));
        return all;
    }

    /** A trace's spans as they were told; none if it is not known. */
    public synchronized List<Span> trace(String traceId) {
        return traces.of(traceId, minute());
    }
}
