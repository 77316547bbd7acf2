package io.highgate.gateway.admin;

import io.highgate.store.all.StoreFigure;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;

/** What is told of the servers where the gateway keeps what outlives it. Stateless. */
final class StoreMetrics {

    private StoreMetrics() {}

    static void add(List<StoreFigure> figures, List<MetricSnapshot> all) {
        for (StoreFigure figure : figures) {
            all.add(figure.grows() ? counter(figure) : gauge(figure));
        }
    }

    private static MetricSnapshot counter(StoreFigure figure) {
        return CounterSnapshot.builder()
                .name(figure.name())
                .help(figure.help())
                .dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                        .value(figure.value())
                        .build())
                .build();
    }

    private static MetricSnapshot gauge(StoreFigure figure) {
        return GaugeSnapshot.builder()
                .name(figure.name())
                .help(figure.help())
                .dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                        .value(figure.value())
                        .build())
                .build();
    }
}
