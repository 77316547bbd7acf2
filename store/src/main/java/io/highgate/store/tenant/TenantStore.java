package io.highgate.store.tenant;

import io.highgate.store.Written;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tenants. As {@link io.highgate.store.user.UserStore} in all respects. */
public interface TenantStore {

    @Nullable
    Tenant find(String id);

    /** Ids after this one, in order; at most so many. */
    List<Tenant> list(String after, int most);

    /** Adds one that is new; its version counts from 1. */
    Written add(Tenant tenant);

    /** Replaces the one that was read with the version it has. */
    Written change(Tenant tenant);
}
