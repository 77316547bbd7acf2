package io.highgate.gateway.identity.account;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What may become a password: long rather than colourful (NIST SP 800-63B section 3.1.1.2). Pure; the
 * words it returns never hold the password.
 */
public final class PasswordRule {

    /** Nobody types more; a bound on what one login can have hashed. */
    public static final int MOST_OCTETS = 1_024;

    /** Shorter ones are guessed in time whatever a guess costs. */
    public static final int LEAST = 12;

    private PasswordRule() {}

    /** What speaks against this password for this user; nothing if it will do. */
    public static List<String> problems(String password, String user) {
        List<String> problems = new ArrayList<>();
        if (!isUsable(password)) {
            problems.add("the password must be well-formed text of at most " + MOST_OCTETS + " octets");
        } else if (password.codePointCount(0, password.length()) < LEAST) {
            problems.add("the password must have at least " + LEAST + " characters");
        }
        if (password.codePoints().anyMatch(Character::isISOControl)) {
            problems.add("the password must not hold control characters, line ends among them");
        }
        if (password.toLowerCase(Locale.ROOT).strip().equals(user)) {
            problems.add("the password must not be the user's name");
        }
        if (!password.isEmpty() && password.codePoints().distinct().count() < 4) {
            problems.add("the password must have at least four different characters");
        }
        return problems;
    }

    /** Whether it can be hashed at all: other texts would share their octets, or take too long. */
    static boolean isUsable(String password) {
        return password.length() <= MOST_OCTETS
                && StandardCharsets.UTF_8.newEncoder().canEncode(password)
                && password.getBytes(StandardCharsets.UTF_8).length <= MOST_OCTETS;
    }
}
