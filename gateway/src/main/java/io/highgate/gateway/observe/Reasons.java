package io.highgate.gateway.observe;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How often each reason for a failure occurred. The reasons are a fixed set of codes. Thread-safe. */
public final class Reasons {

    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    public void count(String code) {
        counts.computeIfAbsent(code, it -> new LongAdder()).increment();
    }

    public long of(String code) {
        LongAdder count = counts.get(code);
        return count == null ? 0 : count.sum();
    }

    public MetricSnapshot collect() {
        CounterSnapshot.Builder failures = CounterSnapshot.builder()
                .name("highgate_failures")
                .help("Requests that did not get an upstream's answer, by reason code.");
        counts.forEach((code, count) -> failures.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                .labels(Labels.of("reason", code))
                .value(count.sum())
                .build()));
        return failures.build();
    }
}
