package io.highgate.gateway.admin;

import io.highgate.gateway.flow.backlog.BacklogBound;
import io.highgate.gateway.flow.backlog.Cut;
import io.highgate.gateway.flow.backlog.Side;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;

/** What is told about buffers: how much waits, and who had to go. Stateless. */
final class BacklogMetrics {

    private BacklogMetrics() {}

    static void add(BacklogBound backlogs, List<MetricSnapshot> all) {
        all.add(gauge("highgate_backlog_bytes", "Octets that wait for their readers.", backlogs.total()));
        all.add(gauge(
                "highgate_backlog_bound_bytes",
                "limits.buffers: how many may wait before connections are cut.",
                backlogs.bound()));
        CounterSnapshot.Builder cuts =
                CounterSnapshot.builder().name("highgate_connections_cut").help("Connections cut by limits.buffers.");
        for (Side side : List.of(Side.CLIENT, Side.ENDPOINT)) {
            for (Cut why : Cut.values()) {
                cuts.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                        .labels(Labels.of("side", side.label(), "reason", why.label()))
                        .value(backlogs.cuts(side, why))
                        .build());
            }
        }
        all.add(cuts.build());
        all.add(CounterSnapshot.builder()
                .name("highgate_limit_buffers_hits")
                .help("Requests refused by limits.buffers.")
                .dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                        .value(backlogs.refusals())
                        .build())
                .build());
    }

    private static GaugeSnapshot gauge(String name, String help, double value) {
        return GaugeSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                        .value(value)
                        .build())
                .build();
    }
}
