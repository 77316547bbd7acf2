package io.highgate.gateway.admin;

import io.highgate.gateway.upstream.discover.Source;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is told of where endpoints are found. Stateless. */
final class DiscoveryMetrics {

    private DiscoveryMetrics() {}

    static void add(Operations.Gateway gateway, List<MetricSnapshot> all) {
        Map<String, Source> named = new LinkedHashMap<>();
        // of two with the same name, which there are while a configuration is replaced, the younger
        gateway.endpoints().discovery().sources().forEach(it -> named.put(it.title(), it));
        Family<Source> family = new Family<>("highgate_discovery_", "source", Source::title, named.values(), all);
        family.gauge(
                "endpoints",
                "Endpoints known of the source.",
                it -> it.sight().found().size());
        family.gauge(
                "left_out", "Endpoints beyond maxDiscovered.", it -> it.sight().leftOut());
        family.gauge(
                "failing",
                "1 while what is known may be old, or nobody is found.",
                it -> it.sight().problem() == null ? 0 : 1);
        family.counter("looks", "How often the source was asked or read.", Source::looks);
        family.counter("failures", "Looks with a problem.", Source::failures);
        family.counter("changes", "How often other endpoints were found.", Source::changes);
    }
}
