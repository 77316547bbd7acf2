package io.highgate.model.spec;

/** One of the upstreams that a route's requests are split among. Immutable. */
@Doc("One of the upstreams that requests are split among.")
public record ShareSpec(
        @Doc(value = "The upstream.", required = true) String upstream,

        @Doc(
                value = "Its share relative to the others; 0 for none at present.",
                required = true,
                min = 0,
                max = 1_000_000)
        int weight) {}
