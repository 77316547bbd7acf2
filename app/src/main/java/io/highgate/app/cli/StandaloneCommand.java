package io.highgate.app.cli;

import io.highgate.app.life.ConfigSource;
import io.highgate.app.process.GatewayProcess;
import io.highgate.app.process.StandaloneProcess;
import io.highgate.app.process.StopSwitch;
import io.highgate.app.takeover.Succession;
import io.highgate.app.takeover.Systemd;
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

/** {@code highgate standalone}: runs a center and a gateway until they are told to stop. */
@Command(
        name = "standalone",
        description = "Run a center and a gateway that follows it, in one process.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./highgate standalone",
            "  ./highgate standalone --config highgate.yaml",
            "",
            "Services register at port 8005 (GOVERNANCE_PORT) and get requests from port 8000 (GATEWAY_PORT)",
            "under /api/v1/<cell>/. Everything is kept in this process and in the state folder.",
            "Exit codes: 0 stopped in order, 1 the configuration is wrong, 3 could not start."
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls
final class StandaloneCommand implements Callable<Integer> {

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
                    "Where keys and the embedded database are kept (default: $HIGHGATE_STATE or .highgate/state).")
    private @Nullable Path state;

    StandaloneCommand(Map<String, String> environment, Path here) {
        this.environment = environment;
        this.here = here;
    }

    @Override
    public Integer call() throws InterruptedException {
        Path usual = here.resolve(USUAL_NAME);
        List<Path> meant = files.isEmpty() && Files.exists(usual) ? List.of(usual) : files;
        ConfigSource source = reading.source(meant, environment);
        Succession succession = new Succession(
                Succession.Wish.NONE,
                stateFolder().resolve("run").resolve("standalone.sock").toAbsolutePath(),
                new Systemd(environment, ProcessHandle.current().pid()));
        StandaloneProcess process = new StandaloneProcess(source, stateFolder(), succession);
        return report(process.run(new StopSwitch().install()));
    }

    private Path stateFolder() {
        Path asked = state;
        if (asked != null) {
            return asked;
        }
        String named = environment.getOrDefault("HIGHGATE_STATE", "");
        return named.isBlank() ? here.resolve(".highgate").resolve("state") : Path.of(named);
    }

    private int report(GatewayProcess.Outcome outcome) {
        PrintWriter err = spec.commandLine().getErr();
        return switch (outcome) {
            case GatewayProcess.Outcome.Stopped _ -> ExitCode.OK;
            case GatewayProcess.Outcome.Refused refused -> {
                new ProblemReport(err, Paint.of(environment)).print(refused.problems());
                err.println(
                        "not started: the configuration cannot be used: " + ProblemReport.counts(refused.problems()));
                yield ExitCode.PROBLEMS;
            }
            case GatewayProcess.Outcome.NotStarted failed -> notStarted(err, failed.reason());
            case GatewayProcess.Outcome.NotTakenOver failed -> notStarted(err, failed.reason());
        };
    }

    private static int notStarted(PrintWriter err, String reason) {
        err.println("not started: " + reason);
        return ExitCode.NOT_STARTED;
    }
}
