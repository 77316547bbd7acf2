package io.highgate.gateway.tenancy;

import io.highgate.gateway.quota.Quota;
import io.highgate.store.StoreAwayException;
import io.highgate.store.memory.Expiring;
import io.highgate.store.tenant.Tenant;
import io.highgate.store.tenant.TenantStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The tenants as the database has them, remembered for a while: a change is seen within a minute, and while
 * the database is away what was seen before counts. Outlives configurations. Thread-safe; blocks nobody.
 */
public final class Tenants {

    private static final Duration FRESH = Duration.ofSeconds(30);
    private static final Duration KEPT = Duration.ofDays(1);
    private static final int MOST = 100_000;

    private final Supplier<TenantStore> store;
    private final Executor blocking;
    private final InstantSource clock;
    private final Expiring<Known> known;

    /** What was said, until when nobody asks again. */
    private record Known(Standing standing, Quota quota, Instant until) {}

    /** What is known of a tenant. */
    public enum Standing {
        /** It may call. */
        GOOD,
        /** It is not there, or is disabled. */
        BAD,
        /** Nobody can say. */
        UNKNOWN
    }

    /** @param store where tenants are; asked for when the first is looked up */
    public Tenants(Supplier<TenantStore> store, Executor blocking, InstantSource clock) {
        this.store = store;
        this.blocking = blocking;
        this.clock = clock;
        this.known = new Expiring<>(clock, MOST, (id, gone) -> {});
    }

    /** How it stands with a tenant; completes on any thread. */
    public CompletionStage<Standing> standing(String id) {
        Known seen = known.get(id);
        if (seen != null && seen.until().isAfter(clock.instant())) {
            return CompletableFuture.completedStage(seen.standing());
        }
        Standing otherwise = seen == null ? Standing.UNKNOWN : seen.standing();
        try {
            return CompletableFuture.supplyAsync(() -> ask(id, otherwise), blocking);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedStage(otherwise);
        }
    }

    /** What a tenant may ask for, as far as that was found out when it was looked up. */
    public Quota quota(String id) {
        Known seen = known.get(id);
        return seen == null ? Quota.NONE : seen.quota();
    }

    private static Quota quota(@Nullable Tenant tenant) {
        return tenant == null
                ? Quota.NONE
                : new Quota(Math.max(0, tenant.requestsPerMinute()), Math.max(0, tenant.requestsPerDay()));
    }

    private Standing ask(String id, Standing otherwise) {
        try {
            Tenant tenant = store.get().find(id);
            Standing found = tenant != null && tenant.enabled() ? Standing.GOOD : Standing.BAD;
            known.put(
                    id,
                    new Known(found, quota(tenant), clock.instant().plus(FRESH)),
                    clock.instant().plus(found == Standing.GOOD ? KEPT : FRESH));
            return found;
        } catch (StoreAwayException e) {
            return otherwise;
        }
    }
}
