package io.highgate.store.memory;

import io.highgate.store.contract.TenantContract;
import io.highgate.store.tenant.TenantStore;

class MemoryTenantsTest extends TenantContract {

    private final TenantStore store = new MemoryTenants();

    @Override
    protected TenantStore store() {
        return store;
    }
}
