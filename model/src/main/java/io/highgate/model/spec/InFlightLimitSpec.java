package io.highgate.model.spec;

import io.highgate.model.spec.RateLimitSpec.CountBy;
import java.util.List;

/** How many requests of somebody may be under way at once in this gateway. Immutable. */
@Doc("How many requests of somebody may be under way at once in this gateway.")
public record InFlightLimitSpec(
        @Doc(value = "A name, as of a rate limit.", required = true)
        String name,

        @Doc("What requests have in common that are counted together, as of a rate limit.")
        List<CountBy> by,

        @Doc(value = "Requests that may be under way at once.", required = true, min = 1, max = 1_000_000)
        int amount,

        @Doc("Where a client's id is found.") ClientIdSpec clientId,
        @Doc("What a refusal says.") RefusalSpec refusal,

        @Doc(
                value = "Keys that may have requests under way; beyond, new ones are counted together.",
                defaultsTo = "100000",
                min = 1,
                max = 10_000_000)
        int keys) {}
