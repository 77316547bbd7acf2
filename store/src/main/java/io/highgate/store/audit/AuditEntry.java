package io.highgate.store.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody changed something. Immutable; holds no secrets.
 *
 * @param id grows from entry to entry; 0 before it is kept
 * @param at when
 * @param who the user or the key
 * @param action as {@code user.disable}
 * @param subject what it was done to
 * @param before what was there, or null for nothing
 * @param after what is there, or null for nothing
 * @param tenant on whose behalf, or null
 * @param cell which cell it concerns, or null
 * @param requestId of the request, or null
 */
public record AuditEntry(
        long id,
        Instant at,
        String who,
        String action,
        String subject,
        @Nullable String before,
        @Nullable String after,
        @Nullable String tenant,
        @Nullable String cell,
        @Nullable String requestId) {

    /** The same, kept under that number. */
    public AuditEntry kept(long as) {
        return new AuditEntry(as, at, who, action, subject, before, after, tenant, cell, requestId);
    }
}
