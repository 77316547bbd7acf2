package io.highgate.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code highgate} alone: says what there is. */
@Command(
        name = "highgate",
        description = "A high-availability API gateway.",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = VersionCommand.Line.class,
        footerHeading = "%nTry:%n",
        footer = {
            "  ./highgate demo",
            "  ./highgate gateway --config highgate.yaml",
            "  ./highgate COMMAND --help",
            "",
            "Exit codes: 0 well, 1 problems found, 2 wrong usage, 3 could not start or write, 4 a defect.",
            "Environment: HIGHGATE_OPTS (JVM flags), HIGHGATE_LOG_LEVEL, HIGHGATE_LOG_FORMAT=json,",
            "HIGHGATE_LOG_FILE, HIGHGATE_STATE, GATEWAY_PORT and the other names of docs/configuration.md;",
            "to ask a center HIGHGATE_CENTER, HIGHGATE_KEY with HIGHGATE_SECRET, HIGHGATE_TOKEN."
        })
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // picocli fills the fields, and reads some
final class RootCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this and exit.",
            scope = picocli.CommandLine.ScopeType.INHERIT)
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version of Highgate and of Java and exit.")
    private boolean version;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }
}
