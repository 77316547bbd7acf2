package io.highgate.store.key;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A service key as it is kept: without its secret, which is derived from the key's name and generation.
 * Immutable.
 *
 * @param safeKey unique; what the holder names itself by
 * @param kind who comes with it
 * @param subject the cell, the name of the gateway, or the person
 * @param role of an operator: {@code viewer}, {@code operator} or {@code admin}; null for others
 * @param group the gateway group that it belongs to, if any
 * @param enabled whether it counts
 * @param generation another one makes another secret; from 1
 * @param created when
 * @param version grows with every change, from 1
 */
public record ServiceKey(
        String safeKey,
        KeyKind kind,
        String subject,
        @Nullable String role,
        @Nullable String group,
        boolean enabled,
        int generation,
        Instant created,
        long version) {

    /** What an operator may be. */
    public static final Set<String> ROLES = Set.of("viewer", "operator", "admin");

    public ServiceKey {
        demand(!safeKey.isBlank(), "a service key needs a name");
        demand(!subject.isBlank(), "service key " + safeKey + " needs a subject: a cell, a gateway or a person");
        demand(generation > 0, "service key " + safeKey + " has generation " + generation + "; they count from 1");
        demand(
                kind == KeyKind.OPERATOR ? role != null && ROLES.contains(role) : role == null,
                "service key " + safeKey + " has role " + role
                        + "; an operator's is viewer, operator or admin, others have none");
    }

    private static void demand(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** The same under another number. */
    public ServiceKey withVersion(long number) {
        return new ServiceKey(safeKey, kind, subject, role, group, enabled, generation, created, number);
    }

    /** The same, that counts or not. */
    public ServiceKey withEnabled(boolean counts) {
        return new ServiceKey(safeKey, kind, subject, role, group, counts, generation, created, version);
    }

    /** The same with the next secret: the present one counts no more. */
    public ServiceKey rotated() {
        return new ServiceKey(safeKey, kind, subject, role, group, enabled, generation + 1, created, version);
    }

    /** The same with another role. */
    public ServiceKey withRole(@Nullable String newRole) {
        return new ServiceKey(safeKey, kind, subject, newRole, group, enabled, generation, created, version);
    }
}
