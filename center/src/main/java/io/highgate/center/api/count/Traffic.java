package io.highgate.center.api.count;

import io.highgate.center.api.serve.Watch;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts requests and their time, by path, method and class of status: bounded by the contract. Thread-safe. */
public final class Traffic implements Watch {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "DELETE");
    private static final double[] BOUNDS = {0.001, 0.005, 0.025, 0.1, 0.5, 2.5, Double.POSITIVE_INFINITY};
    private static final double NANOS = 1e9;

    private final Map<Kind, Row> rows = new ConcurrentHashMap<>();

    private record Kind(String method, String path, String status) {}

    private static final class Row {
        private final LongAdder[] buckets = new LongAdder[BOUNDS.length];
        private final LongAdder nanos = new LongAdder();

        private Row() {
            for (int i = 0; i < buckets.length; i++) {
                buckets[i] = new LongAdder();
            }
        }
    }

    @Override
    public void answered(String method, String path, int status, long nanos) {
        String known = METHODS.contains(method) ? method : "other";
        Row row = rows.computeIfAbsent(new Kind(known, path, status / 100 + "xx"), _ -> new Row());
        int bucket = 0;
        while (nanos / NANOS > BOUNDS[bucket]) {
            bucket++;
        }
        row.buckets[bucket].increment();
        row.nanos.add(nanos);
    }

    /** What was counted. */
    MetricSnapshot collect() {
        HistogramSnapshot.Builder all = HistogramSnapshot.builder()
                .name("highgate_center_request_duration_seconds")
                .help("Time from a request's head to its answer, at this center.")
                .unit(Unit.SECONDS);
        rows.forEach((kind, row) -> {
            ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
            for (int i = 0; i < BOUNDS.length; i++) {
                buckets.bucket(BOUNDS[i], row.buckets[i].sum());
            }
            all.dataPoint(HistogramDataPointSnapshot.builder()
                    .labels(Labels.of("method", kind.method, "path", kind.path, "status", kind.status))
                    .classicHistogramBuckets(buckets.build())
                    .sum(row.nanos.sum() / NANOS)
                    .build());
        });
        return all.build();
    }
}
