package io.highgate.store.memory;

import io.highgate.base.time.Ticker;
import io.highgate.store.all.StoreFigure;
import io.highgate.store.all.Stores;
import io.highgate.store.audit.AuditLog;
import io.highgate.store.cache.CacheStore;
import io.highgate.store.counter.CounterStore;
import io.highgate.store.lease.LeaseStore;
import io.highgate.store.limit.LimitStore;
import io.highgate.store.session.SessionStore;
import io.highgate.store.tenant.TenantStore;
import io.highgate.store.user.UserStore;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All stores in the memory of this process, each bounded. Thread-safe. */
public record MemoryStores(
        SessionStore sessions,
        CounterStore counters,
        CacheStore cache,
        LeaseStore leases,
        UserStore users,
        TenantStore tenants,
        AuditLog audit)
        implements Stores {

    private static final int SESSIONS = 1_000_000;
    private static final int COUNTERS = 1_000_000;
    private static final long CACHE = 64L * 1024 * 1024;
    private static final int AUDIT = 10_000;

    /** New, empty ones. */
    public static MemoryStores open(Ticker ticker, InstantSource clock) {
        return new MemoryStores(
                new MemorySessions(clock, SESSIONS),
                new MemoryCounters(clock, COUNTERS),
                new MemoryCache(clock, CACHE),
                new MemoryLeases(ticker),
                new MemoryUsers(),
                new MemoryTenants(),
                new MemoryAudit(AUDIT));
    }

    @Override
    public @Nullable LimitStore limits() {
        return null;
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public List<StoreFigure> figures() {
        return List.of();
    }

    @Override
    public void close() {
        // Nothing to give back.
    }
}
