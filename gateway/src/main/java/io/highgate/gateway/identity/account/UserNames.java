package io.highgate.gateway.identity.account;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What users can be called: 1 to 64 of {@code a-z 0-9 . _ @ + -}, the first a letter or a digit. There are no two
 * names that look alike, because whatever else Unicode has is refused and not mapped: full-width letters, the
 * Kelvin sign, Cyrillic, what cannot be seen. The same rule holds for creating and for logging in. Pure.
 */
public final class UserNames {

    private static final int LONGEST = 64;
    private static final int SHOWN = 3;

    private UserNames() {}

    /** The one spelling of a name without {@link #problems}. */
    public static String canonical(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Why nobody can be called so; nothing if somebody can. */
    public static List<String> problems(String name) {
        if (name.isEmpty()) {
            return List.of("the user name is empty");
        }
        List<String> problems = new ArrayList<>();
        if (name.length() > LONGEST) {
            problems.add("the user name has " + name.length() + " characters; at most " + LONGEST + " are allowed");
        }
        List<String> strange = name.codePoints()
                .filter(it -> !isAllowed(it))
                .distinct()
                .limit(SHOWN)
                .mapToObj(UserNames::shown)
                .toList();
        if (!strange.isEmpty()) {
            problems.add("the user name may hold a-z, 0-9 and . _ @ + - only, not " + String.join(", ", strange));
        } else if (!isLetterOrDigit(name.charAt(0))) {
            problems.add("the user name must begin with a letter or a digit");
        }
        return problems;
    }

    private static boolean isAllowed(int c) {
        return isLetterOrDigit(c) || "._@+-".indexOf(c) >= 0;
    }

    /** ASCII before lower-casing: Unicode has other characters that become ASCII by it. */
    private static boolean isLetterOrDigit(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    private static String shown(int c) {
        String name = Character.getName(c);
        return "U+%04X".formatted(c) + (name == null ? "" : " (" + name.toLowerCase(Locale.ROOT) + ")");
    }
}
