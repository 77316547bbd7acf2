package io.highgate.app.cli;

import io.highgate.app.center.ask.CenterClient;
import io.highgate.app.center.ask.Listing;
import io.highgate.app.center.ask.NotDone;
import io.highgate.app.center.ask.Rows;
import io.highgate.app.center.ask.Rows.CellRow;
import io.highgate.app.center.show.Column;
import io.highgate.app.center.show.Look;
import io.highgate.app.center.show.Table;
import io.highgate.wire.cell.InstanceState;
import io.highgate.wire.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code highgate cells}: which cells there are, and how many instances of each are up. */
@Command(
        name = "cells",
        description = "List the cells that a center knows, and how many instances of each are in which state.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./highgate cells",
            "  ./highgate cells --state down --watch",
            "  ./highgate cells --center http://center-1:8005 --json",
            "",
            CenterPlace.EXIT_CODES
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls
final class CellsCommand implements Callable<Integer> {

    private static final List<Column> COLUMNS = List.of(
            Column.cut("CELL", 12),
            Column.number("INSTANCES"),
            Column.number("UP"),
            Column.number("DOWN"),
            Column.number("DRAINING"));

    @Spec
    private CommandSpec spec;

    @Mixin
    private final CenterPlace place;

    @Mixin
    private WatchOptions showing;

    @Option(
            names = "--state",
            paramLabel = "STATE",
            converter = StateName.class,
            description = "Only cells with instances that are up, down or draining.")
    private @Nullable InstanceState state;

    CellsCommand(CenterPlace place) {
        this.place = place;
    }

    @Override
    public Integer call() throws InterruptedException {
        return showing.show(spec, place, this::look);
    }

    private Look look(CenterClient center) throws NotDone, InterruptedException {
        Listing all = center.cells();
        InstanceState wanted = state;
        Listing listing = wanted == null
                ? all
                : all.only(it -> it.get(wanted.word()) instanceof Number number && number.longValue() > 0);
        Map<String, String> facts = new LinkedHashMap<>();
        List<CellRow> rows = Rows.cells(listing);
        rows.forEach(
                it -> facts.put(it.cell(), it.up() + " up, " + it.down() + " down, " + it.draining() + " draining"));
        Table table = new Table(COLUMNS, rows.stream().map(CellsCommand::row).toList());
        return new Look(table, facts, Json.write(listing.toJson()));
    }

    private static List<String> row(CellRow row) {
        return List.of(
                row.cell(),
                Long.toString(row.instances()),
                Long.toString(row.up()),
                Long.toString(row.down()),
                Long.toString(row.draining()));
    }
}
