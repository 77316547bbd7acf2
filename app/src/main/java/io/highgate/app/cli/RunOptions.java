package io.highgate.app.cli;

import io.highgate.app.life.ConfigSource;
import io.highgate.base.problem.Problem;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which configuration something runs with and where it keeps its state: options that commands share which run something. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields before they are read
final class RunOptions {

    private static final String USUAL_NAME = "highgate.yaml";

    private final Map<String, String> environment;
    private final Path here;
    private final String usualState;

    @Mixin
    private ReadingOptions reading;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            arity = "1..*",
            description = "Files or folders, read as one configuration (default: " + USUAL_NAME + " here, if any).")
    private List<Path> files = List.of();

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "Where it is kept what outlives the process: keys, the embedded database, the last good"
                    + " configuration (default: $HIGHGATE_STATE, or .highgate/center for 'highgate center' and"
                    + " .highgate/state otherwise).")
    private @Nullable Path state;

    /** @param usualState the folder in .highgate where the state is, if nobody says otherwise */
    RunOptions(Map<String, String> environment, Path here, String usualState) {
        this.environment = environment;
        this.here = here;
        this.usualState = usualState;
    }

    /** The files that are meant; none if none were named and there is none of the usual name. */
    List<Path> files() {
        Path usual = here.resolve(USUAL_NAME);
        return files.isEmpty() && Files.exists(usual) ? List.of(usual) : files;
    }

    ConfigSource source() {
        return reading.source(files(), environment);
    }

    Path stateFolder() {
        Path asked = state;
        if (asked != null) {
            return asked;
        }
        String named = environment.getOrDefault("HIGHGATE_STATE", "");
        return named.isBlank() ? here.resolve(".highgate").resolve(usualState) : Path.of(named);
    }

    /** Says what is wrong with the configuration; the exit code. */
    int refused(List<Problem> problems, PrintWriter err) {
        new ProblemReport(err, Paint.of(environment)).print(problems);
        err.println("not started: the configuration cannot be used: " + ProblemReport.counts(problems));
        return ExitCode.PROBLEMS;
    }

    /** Says what was in the way; the exit code. */
    static int notStarted(String reason, PrintWriter err) {
        err.println("not started: " + reason);
        return ExitCode.NOT_STARTED;
    }
}
