package io.highgate.store.all;

import io.highgate.store.audit.AuditLog;
import io.highgate.store.cache.CacheStore;
import io.highgate.store.counter.CounterStore;
import io.highgate.store.lease.LeaseStore;
import io.highgate.store.limit.LimitStore;
import io.highgate.store.session.SessionStore;
import io.highgate.store.tenant.TenantStore;
import io.highgate.store.user.UserStore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The stores of a process. What needs a database opens one when it is first asked for. Thread-safe; none of
 * the methods waits for a server.
 */
public interface Stores extends AutoCloseable {

    SessionStore sessions();

    CounterStore counters();

    CacheStore cache();

    LeaseStore leases();

    /** Limits that processes share; null where no other process shares anything. */
    @Nullable
    LimitStore limits();

    UserStore users();

    TenantStore tenants();

    AuditLog audit();

    /** Whether other processes share sessions, counters, cache and leases. */
    boolean isShared();

    /** How servers, connections and copies of what is there are; nothing where all is in this process. */
    List<StoreFigure> figures();

    /** Gives connections and files back; what is under way fails. */
    @Override
    void close();
}
