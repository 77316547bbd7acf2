package io.highgate.app.cli;

import io.highgate.app.process.GatewayProcess;
import io.highgate.app.process.StandaloneProcess;
import io.highgate.app.process.StopSwitch;
import io.highgate.app.takeover.Succession;
import io.highgate.app.takeover.Systemd;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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

    private final Map<String, String> environment;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final RunOptions run;

    StandaloneCommand(Map<String, String> environment, Path here) {
        this.environment = environment;
        this.run = new RunOptions(environment, here, "state");
    }

    @Override
    public Integer call() throws InterruptedException {
        Succession succession = new Succession(
                Succession.Wish.NONE,
                run.stateFolder().resolve("run").resolve("standalone.sock").toAbsolutePath(),
                new Systemd(environment, ProcessHandle.current().pid()));
        StandaloneProcess process = new StandaloneProcess(run.source(), run.stateFolder(), succession);
        return report(process.run(new StopSwitch().install()));
    }

    private int report(GatewayProcess.Outcome outcome) {
        PrintWriter err = spec.commandLine().getErr();
        return switch (outcome) {
            case GatewayProcess.Outcome.Stopped _ -> ExitCode.OK;
            case GatewayProcess.Outcome.Refused refused -> run.refused(refused.problems(), err);
            case GatewayProcess.Outcome.NotStarted failed -> RunOptions.notStarted(failed.reason(), err);
            case GatewayProcess.Outcome.NotTakenOver failed -> RunOptions.notStarted(failed.reason(), err);
        };
    }
}
