package io.highgate.gateway.admin;

import io.highgate.gateway.identity.keys.FetchedKeys;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is told of the keys that tokens are checked with. Stateless. */
final class KeyMetrics {

    private KeyMetrics() {}

    static void add(Operations.Gateway gateway, List<MetricSnapshot> all) {
        Map<String, FetchedKeys.Figures> named = new LinkedHashMap<>();
        // of two with the same name, which are kept on other terms, one will do
        gateway.keys().get().forEach(it -> named.put(it.name(), it));
        Family<FetchedKeys.Figures> family =
                new Family<>("highgate_token_keys_", "issuer", FetchedKeys.Figures::name, named.values(), all);
        family.gauge("known", "Keys that count now.", FetchedKeys.Figures::keys);
        family.gauge(
                "failing", "1 while they cannot be fetched, and the old ones count on.", it -> it.isAway() ? 1 : 0);
        family.counter("fetches", "How often they were fetched.", FetchedKeys.Figures::fetched);
        family.counter("failures", "How often that failed.", FetchedKeys.Figures::failed);
    }
}
