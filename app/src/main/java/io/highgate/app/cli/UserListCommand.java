package io.highgate.app.cli;

import io.highgate.store.user.User;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code highgate user list}: who may log in. */
@Command(
        name = "list",
        description = "List users: name, role, whether they may log in, since when they are there, and their cells.",
        footerHeading = "%nExample:%n",
        footer = {"  ./highgate user list", "", UserCommand.EXIT_CODES})
@SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls
final class UserListCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private final UserPlace place;

    UserListCommand(UserPlace place) {
        this.place = place;
    }

    @Override
    public Integer call() {
        return place.at(spec.commandLine().getErr(), desk -> {
            desk.each(this::line);
            spec.commandLine().getOut().flush();
            return ExitCode.OK;
        });
    }

    private void line(User user) {
        PrintWriter out = spec.commandLine().getOut();
        String cells = user.allowedCells().isEmpty() ? "all cells" : String.join(",", user.allowedCells());
        out.println("%-24s %-12s %-9s %s  %s"
                .formatted(
                        user.name(),
                        user.role(),
                        user.enabled() ? "enabled" : "disabled",
                        user.created().truncatedTo(ChronoUnit.SECONDS),
                        cells));
    }
}
