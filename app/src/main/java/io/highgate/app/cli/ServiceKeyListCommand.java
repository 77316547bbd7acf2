package io.highgate.app.cli;

import io.highgate.app.center.ask.CenterClient;
import io.highgate.app.center.ask.Listing;
import io.highgate.app.center.ask.NotDone;
import io.highgate.app.center.ask.Rows;
import io.highgate.app.center.ask.Rows.KeyRow;
import io.highgate.app.center.show.Column;
import io.highgate.app.center.show.Table;
import io.highgate.base.problem.Problem.Severity;
import io.highgate.wire.json.Json;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code highgate service-key list}: who has a key. */
@Command(
        name = "list",
        description = "List service keys, without their secrets.",
        footerHeading = "%nExample:%n",
        footer = {"  ./highgate service-key list", "", CenterPlace.EXIT_CODES})
@SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls
final class ServiceKeyListCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private final CenterPlace place;

    @Option(names = "--json", description = "Print the center's JSON, all pages as one.")
    private boolean json;

    ServiceKeyListCommand(CenterPlace place) {
        this.place = place;
    }

    @Override
    public Integer call() throws InterruptedException {
        return place.at(spec.commandLine().getErr(), this::list);
    }

    private int list(CenterClient center) throws NotDone, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Listing keys = center.keys();
        if (json) {
            out.println(Json.write(keys.toJson()));
        } else {
            List<List<String>> rows =
                    Rows.keys(keys).stream().map(ServiceKeyListCommand::row).toList();
            new Table(columns(), rows).lines(place.shell().screen().width()).forEach(out::println);
        }
        out.flush();
        return ExitCode.OK;
    }

    private List<Column> columns() {
        return List.of(
                Column.whole("KEY"),
                Column.whole("KIND"),
                Column.cut("SUBJECT", 12),
                Column.cut("ROLE", 5),
                Column.cut("GROUP", 6),
                Column.whole("COUNTS").in(this::coloured),
                Column.number("GENERATION"),
                Column.cut("CREATED", 10));
    }

    private String coloured(String counts) {
        Paint paint = place.shell().paint();
        return counts.strip().equals("yes") ? paint.good(counts) : paint.severity(Severity.WARNING, counts);
    }

    private static List<String> row(KeyRow row) {
        return List.of(
                row.safeKey(),
                row.kind(),
                row.subject(),
                row.role(),
                row.group(),
                row.enabled() ? "yes" : "disabled",
                Long.toString(row.generation()),
                row.created());
    }
}
