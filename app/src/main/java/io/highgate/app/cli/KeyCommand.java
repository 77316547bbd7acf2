package io.highgate.app.cli;

import io.highgate.gateway.identity.key.ApiKeys;
import io.highgate.gateway.identity.key.FreshKey;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code highgate key}: says what can be done with keys of applications. */
@Command(
        name = "key",
        description = "Make keys of applications.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = KeyCommand.New.class,
        footerHeading = "%nExample:%n",
        footer = {"  ./highgate key new shop", "", "Exit codes: 0 done, 2 wrong usage."})
@SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls
final class KeyCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }

    /** {@code highgate key new}: makes a key, and shows it this once. */
    @Command(
            name = "new",
            description = "Make a key, and print it once with what the configuration keeps of it.",
            footerHeading = "%nExample:%n",
            footer = {"  ./highgate key new shop", "", "Exit codes: 0 done, 2 wrong usage."})
    static final class New implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @Parameters(paramLabel = "NAME", description = "Of the application: a-z, 0-9 and . _ -")
        private String name;

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
                spec.commandLine().getErr().println("error: '" + name + "' is no name: write a-z, 0-9 and . _ -");
                return ExitCode.USAGE;
            }
            String key = FreshKey.make(new SecureRandom());
            out.println("The key of " + name + ", which is shown only now:");
            out.println();
            out.println("  " + key);
            out.println();
            out.println("What goes into the configuration:");
            out.println();
            out.println("  authenticators:");
            out.println("    apps:");
            out.println("      apiKey:");
            out.println("        keys:");
            out.println("          " + name + ": { hash: \"" + ApiKeys.hash(key) + "\" }");
            out.println();
            out.println("Try it: curl -H 'X-Api-Key: " + key + "' http://localhost:8000/");
            out.flush();
            return ExitCode.OK;
        }
    }
}
