package io.highgate.center.audit;

import io.highgate.store.audit.AuditEntry;
import io.highgate.store.audit.AuditLog;
import io.highgate.store.audit.AuditQuery;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** All entries that a query means, the youngest first, read page by page as they are taken. Confined to one thread. */
public final class Pages implements Iterator<AuditEntry> {

    private final AuditLog log;
    private AuditQuery query;
    private Iterator<AuditEntry> page;
    private boolean last;

    /** Reads as many at a time as the query asks for. */
    public Pages(AuditLog log, AuditQuery query) {
        this.log = log;
        this.query = query;
        this.page = read();
    }

    private Iterator<AuditEntry> read() {
        List<AuditEntry> entries = log.find(query);
        last = entries.size() < query.most();
        if (!last) {
            long before = entries.getLast().id();
            query = new AuditQuery(
                    query.since(), query.to(), query.tenant(), query.cell(), query.requestId(), before, query.most());
        }
        return entries.iterator();
    }

    @Override
    public boolean hasNext() {
        if (!page.hasNext() && !last) {
            page = read();
        }
        return page.hasNext();
    }

    @Override
    public AuditEntry next() {
        if (!hasNext()) {
            throw new NoSuchElementException("there are no more entries");
        }
        return page.next();
    }
}
