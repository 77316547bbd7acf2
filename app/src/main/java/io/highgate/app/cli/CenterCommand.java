package io.highgate.app.cli;

import io.highgate.app.life.ConfigSource;
import io.highgate.app.process.CenterProcess;
import io.highgate.app.process.StopSwitch;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code highgate center}: runs a center until it is told to stop. */
@Command(
        name = "center",
        description = "Run a center: services register there, are watched, and gateways find them.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./highgate center",
            "  ./highgate center --config highgate.yaml",
            "  GATEWAY_SESSION_STORE_URL=redis://10.0.0.5:6379 GATEWAY_DATABASE_URL=postgresql://... \\",
            "      HIGHGATE_MASTER_KEY=... ./highgate center",
            "",
            "Without a configuration it listens on port 8005 (GOVERNANCE_PORT) and keeps everything in this",
            "process and in the state folder. Several centers need one Redis, one database and one master key.",
            "At its first start it puts the key of an operator into operator.key of the state folder, which",
            "'highgate cells' and the others use on this machine.",
            "Exit codes: 0 stopped in order, 1 the configuration is wrong, 3 could not start."
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls
final class CenterCommand implements Callable<Integer> {

    private static final String USUAL_NAME = "highgate.yaml";

    private final Map<String, String> environment;
    private final Path here;

    @Spec
    private CommandSpec spec;

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
            description =
                    "Where keys and the embedded database are kept (default: $HIGHGATE_STATE or .highgate/center).")
    private @Nullable Path state;

    CenterCommand(Map<String, String> environment, Path here) {
        this.environment = environment;
        this.here = here;
    }

    @Override
    public Integer call() throws InterruptedException {
        Path usual = here.resolve(USUAL_NAME);
        List<Path> meant = files.isEmpty() && Files.exists(usual) ? List.of(usual) : files;
        ConfigSource source = reading.source(meant, environment);
        return report(new CenterProcess(source, stateFolder()).run(new StopSwitch().install()));
    }

    private Path stateFolder() {
        Path asked = state;
        if (asked != null) {
            return asked;
        }
        String named = environment.getOrDefault("HIGHGATE_STATE", "");
        return named.isBlank() ? here.resolve(".highgate").resolve("center") : Path.of(named);
    }

    private int report(CenterProcess.Outcome outcome) {
        PrintWriter err = spec.commandLine().getErr();
        return switch (outcome) {
            case CenterProcess.Outcome.Stopped _ -> ExitCode.OK;
            case CenterProcess.Outcome.Refused refused -> {
                new ProblemReport(err, Paint.of(environment)).print(refused.problems());
                err.println(
                        "not started: the configuration cannot be used: " + ProblemReport.counts(refused.problems()));
                yield ExitCode.PROBLEMS;
            }
            case CenterProcess.Outcome.NotStarted failed -> {
                err.println("not started: " + failed.reason());
                yield ExitCode.NOT_STARTED;
            }
        };
    }
}
