package io.highgate.app.cli;

import io.highgate.app.users.Keyboard;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;

/** Puts {@code highgate user} together. Stateless. */
final class UserCommands {

    private UserCommands() {}

    /** @param keyboard where passwords come from */
    static CommandLine create(Map<String, String> environment, Path here, Keyboard keyboard) {
        Supplier<UserPlace> place = () -> new UserPlace(environment, here);
        return new CommandLine(new UserCommand())
                .addSubcommand(new UserAddCommand(place.get(), keyboard))
                .addSubcommand(new UserPasswdCommand(place.get(), keyboard))
                .addSubcommand(new UserSwitch.Disable(place.get()))
                .addSubcommand(new UserSwitch.Enable(place.get()))
                .addSubcommand(new UserListCommand(place.get()));
    }
}
