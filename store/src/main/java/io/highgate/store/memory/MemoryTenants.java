package io.highgate.store.memory;

import io.highgate.store.Written;
import io.highgate.store.tenant.Tenant;
import io.highgate.store.tenant.TenantStore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tenants of one process. Thread-safe. */
public final class MemoryTenants implements TenantStore {

    private final Versioned<Tenant> tenants = new Versioned<>(Tenant::version, Tenant::withVersion);

    @Override
    public @Nullable Tenant find(String id) {
        return tenants.find(id);
    }

    @Override
    public List<Tenant> list(String after, int most) {
        return tenants.list(after, most);
    }

    @Override
    public Written add(Tenant tenant) {
        return tenants.add(tenant.id(), tenant);
    }

    @Override
    public Written change(Tenant tenant) {
        return tenants.change(tenant.id(), tenant);
    }
}
