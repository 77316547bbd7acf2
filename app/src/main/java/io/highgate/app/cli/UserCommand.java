package io.highgate.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code highgate user}: says what can be done to users. */
@Command(
        name = "user",
        description = "Add and change the users who may log in.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./highgate user add jane --role client --cells crm,billing",
            "  pass show jane | ./highgate user passwd jane --password-stdin",
            "  ./highgate user disable jane --database postgresql://highgate@db/highgate",
            "  ./highgate user list",
            "",
            "Passwords are asked for, or read from standard input; they are never an argument.",
            "Exit codes: 0 done, 1 not done (no such user, or the password will not do), 2 wrong usage,",
            "3 the database cannot be asked, or sessions go on that should have ended."
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls
final class UserCommand implements Callable<Integer> {

    static final String EXIT_CODES = "Exit codes: 0 done, 1 not done, 2 wrong usage, 3 the database cannot be asked.";

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }
}
