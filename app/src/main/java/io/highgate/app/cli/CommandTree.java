package io.highgate.app.cli;

import io.highgate.app.users.Keyboard;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;

/** Builds the command line from its commands, in the order of the help. */
public final class CommandTree {

    private CommandTree() {}

    /**
     * Makes the command line. If its first word is a command, the others are left out: to read what all of
     * them can be told takes a third of a start.
     *
     * @param environment wins over configuration files
     * @param here the folder in which {@code highgate.yaml} is looked for
     * @param words what is going to be parsed
     */
    public static CommandLine create(Map<String, String> environment, Path here, String... words) {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("demo", DemoCommand::new);
        commands.put("gateway", () -> new GatewayCommand(environment, here));
        commands.put("check", () -> new CheckCommand(environment));
        commands.put("explain", () -> new ExplainCommand(environment));
        commands.put("convert", ConvertCommand::new);
        commands.put("user", () -> UserCommands.create(environment, here, Keyboard.system()));
        commands.put("key", KeyCommand::new);
        commands.put("version", VersionCommand::new);
        Supplier<Object> only = words.length == 0 ? null : commands.get(words[0]);
        // Completion is about all of them.
        commands.put("completion", CompletionCommand::new);

        CommandLine root = new CommandLine(new RootCommand());
        if (only == null) {
            commands.values().forEach(it -> root.addSubcommand(it.get()));
        } else {
            root.addSubcommand(only.get());
        }
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
