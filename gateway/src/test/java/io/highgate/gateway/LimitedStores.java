package io.highgate.gateway;

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
import java.util.List;

/** Stores in memory, but for limits, which several gateways share. Thread-safe. */
record LimitedStores(Stores memory, LimitStore limits) implements Stores {

    @Override
    public SessionStore sessions() {
        return memory.sessions();
    }

    @Override
    public CounterStore counters() {
        return memory.counters();
    }

    @Override
    public CacheStore cache() {
        return memory.cache();
    }

    @Override
    public LeaseStore leases() {
        return memory.leases();
    }

    @Override
    public UserStore users() {
        return memory.users();
    }

    @Override
    public TenantStore tenants() {
        return memory.tenants();
    }

    @Override
    public AuditLog audit() {
        return memory.audit();
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public List<StoreFigure> figures() {
        return memory.figures();
    }

    @Override
    public void close() {
        memory.close();
    }
}
