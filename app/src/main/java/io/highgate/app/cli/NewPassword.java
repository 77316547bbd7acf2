package io.highgate.app.cli;

import io.highgate.app.users.Keyboard;
import io.highgate.gateway.identity.account.PasswordRule;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks for a password that will do. Stateless. */
final class NewPassword {

    private NewPassword() {}

    /** Null if there is none, and why is said. */
    static @Nullable String ask(String user, Keyboard keyboard, boolean fromInput, PrintWriter err) {
        try {
            String password = keyboard.newPassword(fromInput);
            List<String> problems = PasswordRule.problems(password, user);
            problems.forEach(it -> err.println("error: " + it));
            return problems.isEmpty() ? password : null;
        } catch (Keyboard.NoPassword e) {
            err.println("error: " + e.getMessage());
            return null;
        }
    }
}
