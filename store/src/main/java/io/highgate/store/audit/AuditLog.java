package io.highgate.store.audit;

import java.util.List;

/** What was changed, kept as it came; as {@link io.highgate.store.user.UserStore} in all other respects. */
public interface AuditLog {

    /** Keeps it; the entry with its id. */
    AuditEntry append(AuditEntry entry);

    /** The youngest first. */
    List<AuditEntry> find(AuditQuery query);
}
