package io.highgate.app.cli;

import io.highgate.app.center.ask.Rows.InstanceRow;
import io.highgate.app.center.show.Column;
import io.highgate.app.center.show.Look;
import io.highgate.app.center.show.Table;
import io.highgate.base.problem.Problem.Severity;
import io.highgate.base.unit.Durations;
import io.highgate.wire.cell.Instance;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How instances look in a table, and what of them is news. Pure. */
record InstanceTable(Paint paint) {

    Look look(List<InstanceRow> rows, String json) {
        Map<String, String> facts = new LinkedHashMap<>();
        rows.forEach(it -> facts.put(it.instance().key(), fact(it)));
        return new Look(
                new Table(columns(), rows.stream().map(InstanceTable::row).toList()), facts, json);
    }

    private List<Column> columns() {
        return List.of(
                Column.cut("KEY", 16),
                Column.cut("ADDRESS", 12),
                Column.number("WEIGHT"),
                Column.cut("ZONE", 6),
                Column.cut("VERSION", 7),
                Column.whole("STATE").in(this::coloured),
                Column.whole("LEASE"));
    }

    private String coloured(String state) {
        return switch (state.strip()) {
            case "up" -> paint.good(state);
            case "draining" -> paint.severity(Severity.WARNING, state);
            default -> paint.severity(Severity.ERROR, state);
        };
    }

    private static List<String> row(InstanceRow row) {
        Instance it = row.instance();
        return List.of(
                it.key(),
                address(it),
                Integer.toString(it.weight()),
                or(it.zone()),
                or(it.version()),
                row.state(),
                row.lease() == 0 ? "for good" : Durations.print(Duration.ofMillis(row.lease())));
    }

    private static String fact(InstanceRow row) {
        Instance it = row.instance();
        String version = it.version() == null ? "" : ", version " + it.version();
        return row.state() + ", " + address(it) + ", weight " + it.weight() + version;
    }

    private static String address(Instance it) {
        return it.tls() ? it.baseUrl() : it.address();
    }

    private static String or(@Nullable String text) {
        return text == null ? "" : text;
    }
}
