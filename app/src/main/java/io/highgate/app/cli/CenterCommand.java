package io.highgate.app.cli;

import io.highgate.app.process.CenterProcess;
import io.highgate.app.process.StopSwitch;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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

    @Spec
    private CommandSpec spec;

    @Mixin
    private final RunOptions run;

    CenterCommand(Map<String, String> environment, Path here) {
        this.run = new RunOptions(environment, here, "center");
    }

    @Override
    public Integer call() throws InterruptedException {
        CenterProcess process = new CenterProcess(run.source(), run.stateFolder());
        return report(process.run(new StopSwitch().install()));
    }

    private int report(CenterProcess.Outcome outcome) {
        PrintWriter err = spec.commandLine().getErr();
        return switch (outcome) {
            case CenterProcess.Outcome.Stopped _ -> ExitCode.OK;
            case CenterProcess.Outcome.Refused refused -> run.refused(refused.problems(), err);
            case CenterProcess.Outcome.NotStarted failed -> RunOptions.notStarted(failed.reason(), err);
        };
    }
}
