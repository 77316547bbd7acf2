package io.highgate.center.api.count;

import io.highgate.center.cells.Seen;
import io.highgate.center.cells.View;
import io.highgate.wire.cell.InstanceState;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/** How many instances each cell has in each state: whom to wake at night for. Thread-safe. */
public final class CellFigures {

    /** More would make a page that nobody scrapes in time. */
    private static final int MOST = 2_000;

    private final Supplier<View> view;

    public CellFigures(Supplier<View> view) {
        this.view = view;
    }

    /** As it is now; of the first 2,000 cells by name. */
    MetricSnapshot collect() {
        GaugeSnapshot.Builder all = GaugeSnapshot.builder()
                .name("highgate_center_cell_instances")
                .help("Instances of a cell in a state; of the first " + MOST + " cells by name.");
        view.get().cells().entrySet().stream()
                .limit(MOST)
                .forEach(cell -> count(cell.getValue().values())
                        .forEach((state, count) -> all.dataPoint(GaugeDataPointSnapshot.builder()
                                .labels(Labels.of("cell", cell.getKey(), "state", state.word()))
                                .value(count)
                                .build())));
        return all.build();
    }

    /** Zero too, so that an alarm has something to compare with. */
    private static Map<InstanceState, Integer> count(Collection<Seen> instances) {
        Map<InstanceState, Integer> counts = new EnumMap<>(InstanceState.class);
        for (InstanceState state : InstanceState.values()) {
            counts.put(state, 0);
        }
        instances.forEach(it -> counts.merge(it.state(), 1, Integer::sum));
        return counts;
    }
}
