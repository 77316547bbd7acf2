package io.highgate.gateway.observe;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * How often something happened, by route and one more label; for what few routes do. Outlives
 * configurations; names beyond the cap share one counter, so that metrics cannot fill the memory.
 * Thread-safe.
 */
public final class RouteCounts {

    private final String metric;
    private final String help;
    private final String label;
    private final int cap;
    private final Map<Key, LongAdder> counts = new ConcurrentHashMap<>();

    private record Key(String route, String value) {}

    /** Counts under that metric's name. */
    public RouteCounts(String metric, String help, String label, int cap) {
        this.metric = metric;
        this.help = help;
        this.label = label;
        this.cap = cap;
    }

    /** The counter of a route and a value of the label; not for the hot path, which keeps it. */
    public LongAdder of(String route, String value) {
        Key key = new Key(route, value);
        LongAdder known = counts.get(key);
        if (known != null) {
            return known;
        }
        Key kept = counts.size() >= cap ? new Key(Red.OTHER, Red.OTHER) : key;
        return counts.computeIfAbsent(kept, it -> new LongAdder());
    }

    /** All of them as a metric. */
    public MetricSnapshot collect() {
        CounterSnapshot.Builder counter = CounterSnapshot.builder().name(metric).help(help);
        counts.forEach((key, count) -> counter.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                .labels(Labels.of("route", key.route(), label, key.value()))
                .value(count.sum())
                .build()));
        return counter.build();
    }
}
