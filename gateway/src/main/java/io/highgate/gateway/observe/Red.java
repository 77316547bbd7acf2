package io.highgate.gateway.observe;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The series of one kind of thing (routes, upstreams), by name. They outlive configurations. Names
 * beyond the cap share one series, so that metrics cannot fill the memory. Thread-safe.
 */
public final class Red {

    /** The name under which things beyond the cap are counted. */
    public static final String OTHER = "_other";

    private final String kind;
    private final int cap;
    private final int loops;
    private final Map<String, Series> series = new ConcurrentHashMap<>();

    /** Series of the given kind, which is also the name of their label. */
    public Red(String kind, int cap, int loops) {
        this.kind = kind;
        this.cap = cap;
        this.loops = loops;
    }

    /** The series of a name; not for the hot path, which keeps it. */
    public Series of(String name) {
        Series known = series.get(name);
        if (known != null) {
            return known;
        }
        String kept = series.size() >= cap ? OTHER : name;
        return series.computeIfAbsent(kept, it -> new Series(loops));
    }

    /** All series as metrics. */
    public List<MetricSnapshot> collect() {
        CounterSnapshot.Builder requests = CounterSnapshot.builder()
                .name("highgate_" + kind + "_requests")
                .help("Requests by " + kind + " and class of status; 'none' went unanswered.");
        HistogramSnapshot.Builder durations = HistogramSnapshot.builder()
                .name("highgate_" + kind + "_duration_seconds")
                .help("From the end of the request's head to the end of the answer.");
        series.forEach((name, it) -> {
            for (int c = 0; c < Series.CLASSES; c++) {
                long count = it.count(c);
                if (count > 0) {
                    requests.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                            .labels(Labels.of(kind, name, "status", c == 0 ? "none" : c + "xx"))
                            .value(count)
                            .build());
                }
            }
            durations.dataPoint(it.durations().dataPoint(Labels.of(kind, name)));
        });
        return List.of(requests.build(), durations.build());
    }
}
