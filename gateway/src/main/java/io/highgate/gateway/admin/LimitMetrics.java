package io.highgate.gateway.admin;

import io.highgate.gateway.quota.LimitBook;
import io.highgate.gateway.quota.Tally;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;
import java.util.Locale;

/** What is told about limits of requests: what they decided, and what they remember. Stateless. */
final class LimitMetrics {

    private LimitMetrics() {}

    static void add(LimitBook book, List<MetricSnapshot> all) {
        CounterSnapshot.Builder decisions = CounterSnapshot.builder()
                .name("highgate_rate_limit_decisions")
                .help("Requests that a limit was asked about, by what became of them.");
        for (Tally tally : book.tallies()) {
            for (Tally.Outcome outcome : Tally.Outcome.values()) {
                decisions.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                        .labels(Labels.of(
                                "limit",
                                tally.limit(),
                                "outcome",
                                outcome.name().toLowerCase(Locale.ROOT)))
                        .value(tally.of(outcome))
                        .build());
            }
        }
        all.add(decisions.build());
        Family<LimitBook.Keys> keys =
                new Family<>("highgate_rate_limit_", "limit", LimitBook.Keys::limit, book.keys(), all);
        keys.gauge("keys", "Keys that are counted apart in this gateway.", LimitBook.Keys::keys);
        keys.gauge("crowded", "How often a key found no room and shared the count of others.", LimitBook.Keys::crowded);
        all.add(GaugeSnapshot.builder()
                .name("highgate_rate_limit_store_away")
                .help("1 while shared limits are not shared, because their store does not answer.")
                .dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                        .value(book.reach().isAway() ? 1 : 0)
                        .build())
                .build());
        all.add(CounterSnapshot.builder()
                .name("highgate_rate_limit_store_flips")
                .help("How often the store of shared limits went away.")
                .dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                        .value(book.reach().flips())
                        .build())
                .build());
    }
}
