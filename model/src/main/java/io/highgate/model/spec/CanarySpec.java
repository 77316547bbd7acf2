package io.highgate.model.spec;

import io.highgate.base.unit.Ratio;
import java.util.List;

/** Some of a route's requests go to another upstream. Immutable. */
@Doc(
        "Some requests go to another upstream: those with a sign of 'when', and a share of the others; but never those with a sign of 'unless'.")
public record CanarySpec(
        @Doc(value = "Where they go instead.", required = true)
        String upstream,

        @Doc("Requests with any of these signs always go there.")
        List<SignSpec> when,

        @Doc("Requests with any of these signs never go there.")
        List<SignSpec> unless,

        @Doc(
                value =
                        "The share of all others that goes there. Who is there stays there when the share grows; see the route's stickTo.",
                defaultsTo = "0%")
        Ratio share) {}
