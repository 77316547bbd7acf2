package io.highgate.app.cli;

import io.highgate.app.center.ask.AuditSpan;
import io.highgate.app.center.ask.CenterClient;
import io.highgate.app.center.ask.Listing;
import io.highgate.app.center.ask.NotDone;
import io.highgate.app.center.ask.Rows;
import io.highgate.app.center.ask.Rows.AuditRow;
import io.highgate.app.center.show.Column;
import io.highgate.app.center.show.Table;
import io.highgate.wire.json.Json;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code highgate audit}: who changed what. */
@Command(
        name = "audit",
        description = "Show who changed what at a center, the youngest first; or save all of it.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./highgate audit --since 24h --cell orders",
            "  ./highgate audit --since 2026-01-01 --to 2026-02-01 --limit 1000 --json",
            "  ./highgate audit --since 2026-01-01 --export january.ndjson",
            "",
            "Times: 2026-01-31T12:00:00Z, 2026-01-31 (from midnight UTC), or 90m, 24h, 7d: so long ago.",
            CenterPlace.EXIT_CODES
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls
final class AuditCommand implements Callable<Integer> {

    private static final int MOST = 100_000;

    private static final List<Column> COLUMNS = List.of(
            Column.whole("AT"),
            Column.cut("WHO", 8),
            Column.cut("ACTION", 8),
            Column.cut("SUBJECT", 12),
            Column.cut("BEFORE", 8),
            Column.cut("AFTER", 8),
            Column.cut("REQUEST", 8));

    @Spec
    private CommandSpec spec;

    @Mixin
    private final CenterPlace place;

    @Option(names = "--since", paramLabel = "TIME", description = "Nothing before it.")
    private @Nullable String since;

    @Option(names = "--to", paramLabel = "TIME", description = "Only what was before it.")
    private @Nullable String to;

    @Option(names = "--cell", paramLabel = "CELL", description = "Only what is about this cell.")
    private @Nullable String cell;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "So many entries at most, 1 to 100000 (default: 100). An export has all.")
    private @Nullable Integer limit;

    @Option(names = "--json", description = "Print the center's JSON, all pages as one.")
    private boolean json;

    @Option(
            names = "--export",
            paramLabel = "FILE",
            description = "Save all entries in this file, one JSON object a line; - is standard output.")
    private @Nullable Path export;

    AuditCommand(CenterPlace place) {
        this.place = place;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (export != null && (json || limit != null)) {
            throw new ParameterException(
                    spec.commandLine(), "--export saves all entries as JSON: leave out --limit and --json");
        }
        int most = limit == null ? 100 : limit;
        if (most < 1 || most > MOST) {
            throw new ParameterException(spec.commandLine(), "--limit is 1 to " + MOST + ", not " + most);
        }
        AuditSpan span = new AuditSpan(moment("--since", since), moment("--to", to), cell);
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Path file = export;
        return file == null
                ? place.at(err, center -> print(center, span, most, out))
                : place.at(err, center -> new AuditExport(out, err).save(center, span, file));
    }

    private @Nullable Instant moment(String option, @Nullable String text) {
        try {
            return text == null
                    ? null
                    : Moment.parse(text, place.shell().clock().instant());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), option + ": " + e.getMessage(), e);
        }
    }

    private int print(CenterClient center, AuditSpan span, int most, PrintWriter out)
            throws NotDone, InterruptedException {
        Listing listing = center.audit(span, most);
        if (json) {
            out.println(Json.write(listing.toJson()));
        } else {
            List<List<String>> rows =
                    Rows.audit(listing).stream().map(AuditCommand::row).toList();
            new Table(COLUMNS, rows).lines(place.shell().screen().width()).forEach(out::println);
        }
        out.flush();
        return ExitCode.OK;
    }

    private static List<String> row(AuditRow row) {
        return List.of(row.at(), row.who(), row.action(), row.subject(), row.before(), row.after(), row.requestId());
    }
}
