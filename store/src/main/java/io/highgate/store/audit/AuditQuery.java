package io.highgate.store.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which entries; null for whatever it is. Immutable.
 *
 * @param since not before
 * @param to before
 * @param before the id of the last entry of the page before; entries come youngest first
 * @param most so many, 1 to 1000
 */
public record AuditQuery(
        @Nullable Instant since,
        @Nullable Instant to,
        @Nullable String tenant,
        @Nullable String cell,
        @Nullable String requestId,
        @Nullable Long before,
        int most) {

    public AuditQuery {
        if (most < 1 || most > 1000) {
            throw new IllegalArgumentException("a page has 1 to 1000 entries, not " + most);
        }
    }

    /** The youngest ones. */
    public static AuditQuery youngest(int most) {
        return new AuditQuery(null, null, null, null, null, null, most);
    }

    /** Whether it asks for this one. */
    public boolean wants(AuditEntry entry) {
        return (since == null || !entry.at().isBefore(since))
                && (to == null || entry.at().isBefore(to))
                && (tenant == null || tenant.equals(entry.tenant()))
                && (cell == null || cell.equals(entry.cell()))
                && (requestId == null || requestId.equals(entry.requestId()))
                && (before == null || entry.id() < before);
    }
}
