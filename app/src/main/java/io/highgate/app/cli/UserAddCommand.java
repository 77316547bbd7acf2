package io.highgate.app.cli;

import io.highgate.app.users.Desk;
import io.highgate.app.users.Keyboard;
import io.highgate.gateway.identity.account.HashCost;
import io.highgate.gateway.identity.account.Passwords;
import io.highgate.store.Written;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code highgate user add}: a new user. */
@Command(
        name = "add",
        description = "Add a user who may log in.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./highgate user add jane --role admin",
            "  ./highgate user add shop --cells crm,billing --password-stdin < password.txt",
            "",
            UserCommand.EXIT_CODES
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls
final class UserAddCommand implements Callable<Integer> {

    private static final Pattern WORD = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    private final Keyboard keyboard;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final UserPlace place;

    @Parameters(paramLabel = "NAME", description = "a-z, 0-9 and . _ @ + -, at most 64 of them.")
    private String name;

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            defaultValue = "client",
            description = "What the user is, as admin or client (default: ${DEFAULT-VALUE}).")
    private String role;

    @Option(
            names = "--cells",
            paramLabel = "CELL",
            split = ",",
            description = "The only cells that may be called (default: all).")
    private List<String> cells = List.of();

    @Option(names = "--password-stdin", description = "Read the password from standard input, one line.")
    private boolean fromInput;

    UserAddCommand(UserPlace place, Keyboard keyboard) {
        this.place = place;
        this.keyboard = keyboard;
    }

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        String known = UserPlace.name(name, err);
        List<String> words = new ArrayList<>(cells);
        words.add(role);
        words.removeIf(it -> WORD.matcher(it).matches());
        words.forEach(it -> err.println("error: '" + it + "' is neither a role nor a cell: write a-z, 0-9 and . _ -"));
        if (known == null || !words.isEmpty()) {
            return ExitCode.USAGE;
        }
        String password = NewPassword.ask(known, keyboard, fromInput, err);
        if (password == null) {
            return ExitCode.PROBLEMS;
        }
        return place.at(err, desk -> add(desk, known, password));
    }

    private int add(Desk desk, String known, String password) {
        Passwords passwords = new Passwords(HashCost.RECOMMENDED, new SecureRandom());
        Written written = desk.add(new Desk.Newcomer(known, role, cells), password, passwords);
        if (written != Written.DONE) {
            spec.commandLine().getErr().println("not done: there is a user " + known + " already");
            return ExitCode.PROBLEMS;
        }
        spec.commandLine().getOut().println("Added: " + known + ", role " + role);
        return ExitCode.OK;
    }
}
