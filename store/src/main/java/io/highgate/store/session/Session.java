package io.highgate.store.session;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Somebody is logged in. Immutable.
 *
 * @param token 32 lower-case hexadecimal digits, 128 bits of chance; whoever has them is taken for the user
 * @param user who, by name; of somebody whom another one vouches for, {@code realm:name}
 * @param role as {@code admin} or {@code client}
 * @param allowedCells which cells may be called; none named: all
 * @param opened when
 * @param expires from when on it counts for nothing
 */
public record Session(
        String token, String user, String role, List<String> allowedCells, Instant opened, Instant expires) {

    private static final int DIGITS = 32;

    public Session {
        allowedCells = List.copyOf(allowedCells);
        if (!expires.isAfter(opened)) {
            throw new IllegalArgumentException("a session expires after it was opened");
        }
    }

    /** A new token. */
    public static String newToken(RandomGenerator secrets) {
        byte[] octets = new byte[DIGITS / 2];
        secrets.nextBytes(octets);
        return HexFormat.of().formatHex(octets);
    }

    /** Whether a text has the form of a token. */
    public static boolean isToken(String text) {
        return text.length() == DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f');
    }

    /** Whether it is of a user of ours: nobody else's counts as one, whatever the name behind the realm is. */
    public boolean isOfOurOwn() {
        return user.indexOf(':') < 0;
    }

    /** Names it without giving it away: the token's last four digits. */
    public String trace() {
        return "..." + token.substring(Math.max(0, token.length() - 4));
    }

    @Override
    public String toString() {
        return "session " + trace() + " of " + user;
    }
}
