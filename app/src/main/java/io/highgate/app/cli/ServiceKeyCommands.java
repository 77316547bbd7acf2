package io.highgate.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code highgate service-key}: says what can be done with keys of services, gateways and operators. */
@Command(
        name = "service-key",
        description = "Give service keys out at a center, and take them back.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./highgate service-key create provider orders",
            "  ./highgate service-key create operator jane --role operator",
            "  ./highgate service-key list",
            "  ./highgate service-key rotate KEY",
            "  ./highgate service-key disable KEY",
            "",
            "A secret is shown once, when it is made; whoever rotates a key makes another one.",
            CenterPlace.EXIT_CODES
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls
final class ServiceKeyCommands implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    /** Puts it together with its own commands. */
    static CommandLine create(CenterShell shell) {
        return new CommandLine(new ServiceKeyCommands())
                .addSubcommand(new ServiceKeyCreateCommand(shell.place()))
                .addSubcommand(new ServiceKeyListCommand(shell.place()))
                .addSubcommand(new ServiceKeyChange.Rotate(shell.place()))
                .addSubcommand(new ServiceKeyChange.Disable(shell.place()))
                .addSubcommand(new ServiceKeyChange.Enable(shell.place()));
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }
}
