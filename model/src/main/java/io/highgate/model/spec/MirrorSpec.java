package io.highgate.model.spec;

import io.highgate.base.unit.DataSize;
import io.highgate.base.unit.Ratio;
import java.time.Duration;

/** Copies of requests go to another upstream. Immutable. */
@Doc(
        "Copies of requests go to another upstream, whose answers are thrown away. They neither delay nor fail the requests themselves.")
public record MirrorSpec(
        @Doc(value = "Where the copies go.", required = true)
        String upstream,

        @Doc(
                value = "The share of requests that are copied; by the route's stickTo if it has one, else by chance.",
                defaultsTo = "100%")
        Ratio share,

        @Doc(value = "A request with a larger body is not copied.", defaultsTo = "64KiB")
        DataSize body,

        @Doc(
                value = "The most copies under way at once; beyond, requests are not copied.",
                defaultsTo = "100",
                min = 1,
                max = 100_000)
        int inFlight,

        @Doc(value = "A copy is given up after this.", defaultsTo = "10s")
        Duration timeout) {}
