package io.highgate.store.user;

import java.time.Instant;
import java.util.List;

/**
 * Who may log in. Immutable.
 *
 * @param name unique, in lower case
 * @param passwordHash as Argon2 spells it (PHC string); never shown
 * @param role as {@code admin} or {@code client}
 * @param allowedCells which cells may be called; none named: all
 * @param enabled whether it may log in
 * @param created when
 * @param version grows with every change, from 1
 */
public record User(
        String name,
        String passwordHash,
        String role,
        List<String> allowedCells,
        boolean enabled,
        Instant created,
        long version) {

    public User {
        allowedCells = List.copyOf(allowedCells);
    }

    /** The same with another password. */
    public User withPasswordHash(String hash) {
        return new User(name, hash, role, allowedCells, enabled, created, version);
    }

    /** The same under another number. */
    public User withVersion(long number) {
        return new User(name, passwordHash, role, allowedCells, enabled, created, number);
    }

    /** The same, that may log in or not. */
    public User withEnabled(boolean mayLogIn) {
        return new User(name, passwordHash, role, allowedCells, mayLogIn, created, version);
    }

    /** The same with another role and other cells. */
    public User with(String newRole, List<String> cells) {
        return new User(name, passwordHash, newRole, cells, enabled, created, version);
    }

    @Override
    public String toString() {
        return "user " + name + " (" + role + (enabled ? "" : ", disabled") + ")";
    }
}
