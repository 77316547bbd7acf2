package io.highgate.app.cli;

import io.highgate.app.users.Desk;
import io.highgate.store.Written;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What {@code highgate user disable} and {@code enable} have in common: whether a user may log in. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls
abstract class UserSwitch implements Callable<Integer> {

    private final boolean mayLogIn;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final UserPlace place;

    @Parameters(paramLabel = "NAME", description = "The user.")
    private String name;

    private UserSwitch(UserPlace place, boolean mayLogIn) {
        this.place = place;
        this.mayLogIn = mayLogIn;
    }

    /** {@code highgate user disable}. */
    @Command(
            name = "disable",
            description = "Let a user log in no more, and end all its sessions.",
            footerHeading = "%nExample:%n",
            footer = {"  ./highgate user disable jane --sessions redis://cache:6379", "", UserCommand.EXIT_CODES})
    static final class Disable extends UserSwitch {
        Disable(UserPlace place) {
            super(place, false);
        }
    }

    /** {@code highgate user enable}. */
    @Command(
            name = "enable",
            description = "Let a user log in again.",
            footerHeading = "%nExample:%n",
            footer = {"  ./highgate user enable jane", "", UserCommand.EXIT_CODES})
    static final class Enable extends UserSwitch {
        Enable(UserPlace place) {
            super(place, true);
        }
    }

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        String known = UserPlace.name(name, err);
        if (known == null) {
            return ExitCode.USAGE;
        }
        int code = place.at(err, desk -> turn(desk, known));
        boolean endsSessions = code == ExitCode.OK && !mayLogIn;
        return endsSessions
                ? (Integer) place.endSessions(known, spec.commandLine().getOut(), err)
                : (Integer) code;
    }

    private int turn(Desk desk, String known) {
        Written written = desk.enable(known, mayLogIn);
        if (written != Written.DONE) {
            spec.commandLine().getErr().println(whyNot(known, written));
            return ExitCode.PROBLEMS;
        }
        spec.commandLine().getOut().println(known + (mayLogIn ? " may log in" : " may log in no more"));
        return ExitCode.OK;
    }

    static String whyNot(String name, Written written) {
        return written == Written.MISSING
                ? "not done: there is no user " + name
                : "not done: " + name + " is being changed by others all the time; try again";
    }
}
