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
        commands.put("center", () -> new CenterCommand(environment, here));
        commands.put("standalone", () -> new StandaloneCommand(environment, here));
        commands.put("check", () -> new CheckCommand(environment));
        commands.put("explain", () -> new ExplainCommand(environment));
        commands.put("convert", ConvertCommand::new);
        commands.put("user", () -> UserCommands.create(environment, here, Keyboard.system()));
        commands.put("key", KeyCommand::new);
        centers(commands, environment, here);
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

    /** Those that ask a center. */
    private static void centers(Map<String, Supplier<Object>> commands, Map<String, String> environment, Path here) {
        Supplier<CenterShell> shell = () -> CenterShell.system(environment, here);
        commands.put("cells", () -> new CellsCommand(shell.get().place()));
        commands.put("instances", () -> new InstancesCommand(shell.get().place()));
        commands.put("drain", () -> new InstanceSwitch.Drain(shell.get().place()));
        commands.put("restore", () -> new InstanceSwitch.Restore(shell.get().place()));
        commands.put("audit", () -> new AuditCommand(shell.get().place()));
        commands.put("service-key", () -> ServiceKeyCommands.create(shell.get()));
    }

    /** A named edge: whatever a command did not expect ends here. */
    private static int defect(Exception cause, CommandLine command, CommandLine.ParseResult parsed) {
        cause.printStackTrace(command.getErr());
        command.getErr().println("error: this is a defect in Highgate: " + cause);
        return ExitCode.DEFECT;
    }
}
