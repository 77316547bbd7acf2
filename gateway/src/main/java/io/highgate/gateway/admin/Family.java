package io.highgate.gateway.admin;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Metrics of things of one kind, with one label that names the thing.
 *
 * @param prefix of the metrics' names
 * @param label what the name is called
 * @param all to which metrics are added
 */
record Family<T>(
        String prefix, String label, Function<T, String> name, Collection<T> things, List<MetricSnapshot> all) {

    /** Adds what may go up and down. */
    void gauge(String metric, String help, ToDoubleFunction<T> value) {
        GaugeSnapshot.Builder gauge =
                GaugeSnapshot.builder().name(prefix + metric).help(help);
        things.forEach(it ->
                gauge.dataPoint(new GaugeSnapshot.GaugeDataPointSnapshot(value.applyAsDouble(it), labels(it), null)));
        all.add(gauge.build());
    }

    /** Adds what only grows. */
    void counter(String metric, String help, ToDoubleFunction<T> value) {
        CounterSnapshot.Builder counter =
                CounterSnapshot.builder().name(prefix + metric).help(help);
        things.forEach(it -> counter.dataPoint(
                new CounterSnapshot.CounterDataPointSnapshot(value.applyAsDouble(it), labels(it), null, 0)));
        all.add(counter.build());
    }

    private Labels labels(T thing) {
        return Labels.of(label, name.apply(thing));
    }
}
