package io.highgate.store.contract;

import io.highgate.store.Written;
import io.highgate.store.tenant.Tenant;
import io.highgate.store.tenant.TenantStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What every store of tenants promises. */
public abstract class TenantContract {

    private static final AtomicInteger COUNTER = new AtomicInteger();

    protected abstract TenantStore store();

    private Tenant added() {
        String id = "tenant-%06d".formatted(COUNTER.incrementAndGet());
        Tenant tenant = new Tenant(id, "\u4f60 & co", true, 60, 0, List.of("a", "b"), Map.of("k", "\"v\""), 0);
        assertThat(store().add(tenant)).isEqualTo(Written.DONE);
        return tenant.withVersion(1);
    }

    @Test
    void whoWasAddedIsFoundAsAdded() {
        Tenant tenant = added();
        assertThat(store().find(tenant.id())).isEqualTo(tenant);
        assertThat(store().add(tenant)).isEqualTo(Written.EXISTS);
        assertThat(store().find("nobody")).isNull();
    }

    @Test
    void onlyWhoHasSeenTheLastVersionChangesIt() {
        Tenant tenant = added();
        assertThat(store().change(tenant)).isEqualTo(Written.DONE);
        assertThat(store().change(tenant)).isEqualTo(Written.STALE);
        assertThat(store().change(tenant.withVersion(2))).isEqualTo(Written.DONE);
        assertThat(store().find(tenant.id())).isEqualTo(tenant.withVersion(3));
    }

    @Test
    void areListedByIdPageByPage() {
        Tenant first = added();
        Tenant second = added();
        assertThat(store().list(first.id(), 5)).containsExactly(second);
    }
}
