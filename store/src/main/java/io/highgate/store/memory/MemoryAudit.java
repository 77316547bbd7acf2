package io.highgate.store.memory;

import io.highgate.store.audit.AuditEntry;
import io.highgate.store.audit.AuditLog;
import io.highgate.store.audit.AuditQuery;
import java.util.ArrayDeque;
import java.util.List;

/** The audit entries of one process, as many as are kept. Thread-safe. */
public final class MemoryAudit implements AuditLog {

    private final int most;
    private final ArrayDeque<AuditEntry> youngestFirst = new ArrayDeque<>();
    private long last;

    /** @param most entries that are kept; beyond, the oldest go */
    public MemoryAudit(int most) {
        this.most = most;
    }

    @Override
    public synchronized AuditEntry append(AuditEntry entry) {
        AuditEntry kept = entry.kept(++last);
        youngestFirst.addFirst(kept);
        if (youngestFirst.size() > most) {
            youngestFirst.removeLast();
        }
        return kept;
    }

    @Override
    public synchronized List<AuditEntry> find(AuditQuery query) {
        return youngestFirst.stream().filter(query::wants).limit(query.most()).toList();
    }
}
