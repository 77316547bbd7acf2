package io.highgate.gateway.admin;

import io.highgate.gateway.upstream.discover.Source;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What is told of where endpoints are found. Stateless. */
final class DiscoveryMetrics {

    private DiscoveryMetrics() {}

    static void add(Operations.Gateway gateway, List<MetricSnapshot> all) {
        Map<String, Source> named = new LinkedHashMap<>();
        // of two with the same name, which there are while a configuration is replaced, the younger
        gateway.endpoints().discovery().sources().forEach(it -> named.put(it.title(), it));
        Collection<Source> sources = named.values();
        all.add(gauge(
                sources,
                "endpoints",
                "Endpoints known of the source.",
                it -> it.sight().found().size()));
        all.add(gauge(
                sources,
                "left_out",
                "Endpoints beyond maxDiscovered.",
                it -> it.sight().leftOut()));
        all.add(gauge(
                sources,
                "failing",
                "1 while what is known may be old, or nobody is found.",
                it -> it.sight().problem() == null ? 0 : 1));
        all.add(counter(sources, "looks", "How often the source was asked or read.", Source::looks));
        all.add(counter(sources, "failures", "Looks with a problem.", Source::failures));
        all.add(counter(sources, "changes", "How often other endpoints were found.", Source::changes));
    }

    private static GaugeSnapshot gauge(
            Collection<Source> sources, String name, String help, ToDoubleFunction<Source> value) {
        GaugeSnapshot.Builder gauge =
                GaugeSnapshot.builder().name("highgate_discovery_" + name).help(help);
        sources.forEach(it ->
                gauge.dataPoint(new GaugeSnapshot.GaugeDataPointSnapshot(value.applyAsDouble(it), labels(it), null)));
        return gauge.build();
    }

    private static CounterSnapshot counter(
            Collection<Source> sources, String name, String help, ToDoubleFunction<Source> value) {
        CounterSnapshot.Builder counter =
                CounterSnapshot.builder().name("highgate_discovery_" + name).help(help);
        sources.forEach(it -> counter.dataPoint(
                new CounterSnapshot.CounterDataPointSnapshot(value.applyAsDouble(it), labels(it), null, 0)));
        return counter.build();
    }

    private static Labels labels(Source source) {
        return Labels.of("source", source.title());
    }
}
