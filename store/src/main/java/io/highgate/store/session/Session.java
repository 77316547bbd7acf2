package io.highgate.store.session;

import java.time.Instant;
import java.util.List;

/**
 * Somebody is logged in. Immutable.
 *
 * @param token 32 lower-case hexadecimal digits, 128 bits of chance; whoever has them is taken for the user
 * @param user who, by name
 * @param role as {@code admin} or {@code client}
 * @param allowedCells which cells may be called; none named: all
 * @param opened when
 * @param expires from when on it counts for nothing
 */
public record Session(
        String token, String user, String role, List<String> allowedCells, Instant opened, Instant expires) {

    public Session {
        allowedCells = List.copyOf(allowedCells);
        if (!expires.isAfter(opened)) {
            throw new IllegalArgumentException("a session expires after it was opened");
        }
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
