package io.highgate.app.users;

import io.highgate.gateway.identity.account.PasswordRule;
import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a password comes from: a terminal that does not show it, or a line of standard input; never the
 * command line, which everybody on the machine can read. Confined to one thread.
 *
 * @param terminal null where there is none
 */
public record Keyboard(InputStream in, @Nullable Console terminal) {

    /** There is no password to be had; the message says what to do. */
    public static final class NoPassword extends Exception {

        private static final long serialVersionUID = 1L;

        NoPassword(String message) {
            super(message);
        }
    }

    /** Of this process. */
    public static Keyboard system() {
        return new Keyboard(
                System.in,
                Optional.ofNullable(System.console())
                        .filter(Console::isTerminal)
                        .orElse(null));
    }

    /** Asks twice for a new password, or reads one line. */
    public String newPassword(boolean fromInput) throws NoPassword {
        if (fromInput) {
            return line();
        }
        Console asked = terminal;
        if (asked == null) {
            throw new NoPassword("there is no terminal to ask for the password; pipe it in with --password-stdin");
        }
        char[] first = asked.readPassword("New password: ");
        char[] second = first == null ? null : asked.readPassword("The same again: ");
        if (first == null || second == null) {
            throw new NoPassword("no password was typed; nothing was changed");
        }
        try {
            if (!Arrays.equals(first, second)) {
                throw new NoPassword("the two passwords are not the same; nothing was changed");
            }
            return new String(first);
        } finally {
            Arrays.fill(first, ' ');
            Arrays.fill(second, ' ');
        }
    }

    private String line() throws NoPassword {
        try {
            ByteArrayOutputStream octets = new ByteArrayOutputStream();
            for (int octet = in.read(); octet >= 0 && octet != '\n'; octet = in.read()) {
                octets.write(octet);
                if (octets.size() > PasswordRule.MOST_OCTETS + 1) {
                    throw new NoPassword("the line on standard input is longer than a password can be");
                }
            }
            String line = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets.toByteArray()))
                    .toString();
            String password = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
            if (password.isEmpty()) {
                throw new NoPassword("there is no password on standard input");
            }
            return password;
        } catch (CharacterCodingException e) {
            throw new NoPassword("what is on standard input is not UTF-8");
        } catch (IOException e) {
            throw new NoPassword("standard input cannot be read: " + e.getMessage());
        }
    }
}
