package io.highgate.app.cli;

import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine;

/** Builds the command line from its commands, in the order of the help. */
public final class CommandTree {

    private CommandTree() {}

    /**
     * Makes the whole command line.
     *
     * @param environment wins over configuration files
     * @param here the folder in which {@code highgate.yaml} is looked for
     */
    public static CommandLine create(Map<String, String> environment, Path here) {
        CommandLine root = new CommandLine(new RootCommand())
                .addSubcommand(new DemoCommand())
                .addSubcommand(new GatewayCommand(environment, here))
                .addSubcommand(new CheckCommand(environment))
                .addSubcommand(new ExplainCommand(environment))
                .addSubcommand(new ConvertCommand())
                .addSubcommand(new VersionCommand())
                .addSubcommand(new CompletionCommand());
        return root.setExecutionExceptionHandler(CommandTree::defect)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true);
    }

    /** A named edge: whatever a command did not expect ends here. */
    private static int defect(Exception cause, CommandLine command, CommandLine.ParseResult parsed) {
        cause.printStackTrace(command.getErr());
        command.getErr().println("error: this is a defect in Highgate: " + cause);
        return ExitCode.DEFECT;
    }
}
