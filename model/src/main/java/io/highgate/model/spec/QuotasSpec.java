package io.highgate.model.spec;

import io.highgate.model.spec.RateLimitSpec.Mode;
import io.highgate.model.spec.RateLimitSpec.Told;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What each tenant may ask for. Immutable. */
@Doc("What each tenant may ask for, over all routes; beside the limits that the store of tenants has.")
public record QuotasSpec(
        @Doc("Tenants' own quotas, by name.") Map<String, QuotaSpec> tenants,

        @Doc("The quota of every other tenant; none when left out.") @Nullable
        QuotaSpec others,

        @Doc(value = "Who counts together: 'local', 'shared' or 'batched', as of a rate limit.", defaultsTo = "local")
        Mode mode,

        @Doc("How quotas that are not local ask the store, and what happens when that is away.")
        SharedLimitSpec shared,

        @Doc(value = "What answers say of the quota, as of a rate limit.", defaultsTo = "ietf")
        Told headers,

        @Doc("What a refusal says.") RefusalSpec refusal) {

    /** What one tenant may ask for. */
    @Doc("What one tenant may ask for.")
    public record QuotaSpec(
            @Doc(value = "Requests within any minute; any number when left out.", min = 1, max = 1_000_000_000)
            @Nullable
            Integer requestsPerMinute,

            @Doc(
                    value = "Requests in 24 hours from the first one on; any number when left out.",
                    min = 1,
                    max = 1_000_000_000)
            @Nullable
            Integer requestsPerDay) {}
}
