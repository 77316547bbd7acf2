package io.highgate.store.memory;

import io.highgate.store.audit.AuditLog;
import io.highgate.store.contract.AuditContract;

class MemoryAuditTest extends AuditContract {

    private final AuditLog log = new MemoryAudit(100);

    @Override
    protected AuditLog log() {
        return log;
    }
}
