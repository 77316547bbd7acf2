package io.highgate.gateway.admin;

import io.highgate.gateway.center.Figures;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is told of centers; nothing where there are none. Stateless. */
final class CenterMetrics {

    private CenterMetrics() {}

    static void add(@Nullable Figures figures, List<MetricSnapshot> all) {
        if (figures == null) {
            return;
        }
        gauge("following", "1 while a center is followed.", figures.follows() ? 1 : 0, all);
        gauge("live", "0 while all that is known of cells was read from disk.", figures.live() ? 1 : 0, all);
        gauge("cells", "Cells that are known.", figures.cells(), all);
        gauge("instances", "Instances that are known.", figures.instances(), all);
        gauge("doubtful", "Instances kept although the center lacks them.", figures.doubtful(), all);
        counter("changes", "How often something else was known of instances.", figures.changes(), all);
        counter("losses", "How often what a center said did not fit.", figures.losses(), all);
        counter("reports", "Observations told to a center.", figures.reported(), all);
        counter("reports_dropped", "Observations that no center was told.", figures.unreported(), all);
        counter("requests_told", "Requests that a center has counted.", figures.told(), all);
        counter("requests_untold", "Requests that no center has counted, or will.", figures.untold(), all);
        counter("spans_dropped", "Spans beyond those that are told.", figures.untoldSpans(), all);
    }

    private static void gauge(String name, String help, double value, List<MetricSnapshot> all) {
        all.add(GaugeSnapshot.builder()
                .name("highgate_center_" + name)
                .help(help)
                .dataPoint(new GaugeSnapshot.GaugeDataPointSnapshot(value, Labels.EMPTY, null))
                .build());
    }

    private static void counter(String name, String help, double value, List<MetricSnapshot> all) {
        all.add(CounterSnapshot.builder()
                .name("highgate_center_" + name)
                .help(help)
                .dataPoint(new CounterSnapshot.CounterDataPointSnapshot(value, Labels.EMPTY, null, 0))
                .build());
    }
}
