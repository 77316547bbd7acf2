package io.highgate.app.cli;

import io.highgate.app.users.Desk;
import io.highgate.app.users.Keyboard;
import io.highgate.gateway.identity.account.HashCost;
import io.highgate.gateway.identity.account.Passwords;
import io.highgate.store.Written;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code highgate user passwd}: another password, with which nobody is logged in yet. */
@Command(
        name = "passwd",
        description = "Give a user another password, and end all its sessions.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./highgate user passwd admin",
            "  pass show jane | ./highgate user passwd jane --password-stdin --sessions redis://cache:6379",
            "",
            UserCommand.EXIT_CODES
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls
final class UserPasswdCommand implements Callable<Integer> {

    private final Keyboard keyboard;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final UserPlace place;

    @Parameters(paramLabel = "NAME", description = "The user.")
    private String name;

    @Option(names = "--password-stdin", description = "Read the password from standard input, one line.")
    private boolean fromInput;

    UserPasswdCommand(UserPlace place, Keyboard keyboard) {
        this.place = place;
        this.keyboard = keyboard;
    }

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        String known = UserPlace.name(name, err);
        if (known == null) {
            return ExitCode.USAGE;
        }
        String password = NewPassword.ask(known, keyboard, fromInput, err);
        if (password == null) {
            return ExitCode.PROBLEMS;
        }
        int code = place.at(err, desk -> change(desk, known, password));
        return code == ExitCode.OK
                ? (Integer) place.endSessions(known, spec.commandLine().getOut(), err)
                : (Integer) code;
    }

    private int change(Desk desk, String known, String password) {
        Passwords passwords = new Passwords(HashCost.RECOMMENDED, new SecureRandom());
        Written written = desk.password(known, password, passwords);
        if (written != Written.DONE) {
            spec.commandLine().getErr().println(UserSwitch.whyNot(known, written));
            return ExitCode.PROBLEMS;
        }
        spec.commandLine().getOut().println(known + " has another password");
        return ExitCode.OK;
    }
}
