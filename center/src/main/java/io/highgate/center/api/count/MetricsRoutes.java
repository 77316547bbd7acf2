package io.highgate.center.api.count;

import io.highgate.center.api.call.Answer;
import io.highgate.center.api.route.Access;
import io.highgate.center.api.route.Route;
import io.highgate.store.all.StoreFigure;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** {@code /metrics} in Prometheus' text format. Thread-safe. */
public final class MetricsRoutes {

    private static final PrometheusTextFormatWriter WRITER = PrometheusTextFormatWriter.create();

    private final Traffic traffic;
    private final CellFigures cells;
    private final Supplier<List<StoreFigure>> figures;

    /** Shows what was counted of requests, cells, and these figures. */
    public MetricsRoutes(Traffic traffic, CellFigures cells, Supplier<List<StoreFigure>> figures) {
        this.traffic = traffic;
        this.cells = cells;
        this.figures = figures;
    }

    /** Its paths. */
    public List<Route> all() {
        return List.of(Route.get("/metrics", Access.VIEW, ask -> page()));
    }

    private Answer page() {
        List<MetricSnapshot> all = new ArrayList<>();
        all.add(traffic.collect());
        all.add(cells.collect());
        figures.get().forEach(it -> all.add(snapshot(it)));
        ByteArrayOutputStream out = new ByteArrayOutputStream(8 * 1024);
        try {
            WRITER.write(out, new MetricSnapshots(all));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Answer.Whole(200, Map.of("Content-Type", WRITER.getContentType()), out.toByteArray());
    }

    private static MetricSnapshot snapshot(StoreFigure figure) {
        return figure.grows()
                ? CounterSnapshot.builder()
                        .name(figure.name())
                        .help(figure.help())
                        .dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                                .value(figure.value())
                                .build())
                        .build()
                : GaugeSnapshot.builder()
                        .name(figure.name())
                        .help(figure.help())
                        .dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                                .value(figure.value())
                                .build())
                        .build();
    }
}
