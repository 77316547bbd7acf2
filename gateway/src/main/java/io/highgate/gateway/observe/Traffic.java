package io.highgate.gateway.observe;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What splits, canaries, mirrors and faults have done. Outlives configurations. Thread-safe. */
public final class Traffic {

    private static final int MAX_SERIES = 2_000;

    private final RouteCounts steered = new RouteCounts(
            "highgate_route_upstream_requests",
            "Requests of routes with several upstreams, by the one they went to.",
            "upstream",
            MAX_SERIES);
    private final RouteCounts faults =
            new RouteCounts("highgate_route_faults", "Faults made on purpose, by kind.", "fault", MAX_SERIES);
    private final RouteCounts mirrored = new RouteCounts(
            "highgate_route_mirrored_requests", "Copies of requests, by what became of them.", "outcome", MAX_SERIES);
    private final Map<String, AtomicInteger> underWay = new ConcurrentHashMap<>();

    /** Where requests went, of routes with several upstreams. */
    public RouteCounts steered() {
        return steered;
    }

    /** Faults that were made. */
    public RouteCounts faults() {
        return faults;
    }

    /** What became of copies. */
    public RouteCounts mirrored() {
        return mirrored;
    }

    /** A route's copies under way, whatever configuration they began with. */
    public AtomicInteger mirrorsUnderWay(String route) {
        AtomicInteger known = underWay.get(route);
        if (known != null) {
            return known;
        }
        String kept = underWay.size() >= MAX_SERIES ? Red.OTHER : route;
        return underWay.computeIfAbsent(kept, it -> new AtomicInteger());
    }

    /** All of it as metrics. */
    public List<MetricSnapshot> collect() {
        double copies = underWay.values().stream().mapToInt(AtomicInteger::get).sum();
        MetricSnapshot open = GaugeSnapshot.builder()
                .name("highgate_mirrors_in_flight")
                .help("Copies of requests under way.")
                .dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                        .value(copies)
                        .build())
                .build();
        return List.of(steered.collect(), faults.collect(), mirrored.collect(), open);
    }
}
