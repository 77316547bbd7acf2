package io.highgate.app.cli;

import io.highgate.app.center.ask.CenterClient;
import io.highgate.app.center.ask.Listing;
import io.highgate.app.center.ask.NotDone;
import io.highgate.app.center.ask.NotDone.Why;
import io.highgate.app.center.ask.Rows;
import io.highgate.app.center.show.Look;
import io.highgate.base.problem.Suggestion;
import io.highgate.wire.cell.InstanceState;
import io.highgate.wire.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code highgate instances}: where cells run, and whether they get requests. */
@Command(
        name = "instances",
        description = "List the instances that a center knows, of all cells or of one.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./highgate instances",
            "  ./highgate instances orders --watch=5",
            "  ./highgate instances --state down --json",
            "",
            CenterPlace.EXIT_CODES
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls
final class InstancesCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private final CenterPlace place;

    @Mixin
    private WatchOptions showing;

    @Parameters(paramLabel = "CELL", arity = "0..1", description = "Only instances of this cell.")
    private @Nullable String cell;

    @Option(
            names = "--state",
            paramLabel = "STATE",
            converter = StateName.class,
            description = "Only those that are up, down or draining.")
    private @Nullable InstanceState state;

    InstancesCommand(CenterPlace place) {
        this.place = place;
    }

    @Override
    public Integer call() throws InterruptedException {
        return showing.show(spec, place, this::look);
    }

    private Look look(CenterClient center) throws NotDone, InterruptedException {
        InstanceState wanted = state;
        Listing listing = center.instances(cell, wanted == null ? null : wanted.word());
        String asked = cell;
        if (asked != null && listing.items().isEmpty() && !showing.watching()) {
            known(asked.strip().toLowerCase(Locale.ROOT), center);
        }
        return new InstanceTable(place.shell().paint()).look(Rows.instances(listing), Json.write(listing.toJson()));
    }

    /** Nothing in a list is no error, a mistyped name is; whoever watches may wait for the first one. */
    private static void known(String asked, CenterClient center) throws NotDone, InterruptedException {
        List<String> cells =
                Rows.cells(center.cells()).stream().map(Rows.CellRow::cell).toList();
        if (!cells.contains(asked)) {
            String message = "no cell is called '" + asked + "'" + Suggestion.didYouMean(asked, cells);
            throw new NotDone(Why.MISSING, message);
        }
    }
}
