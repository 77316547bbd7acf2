package io.highgate.model.spec;

import io.highgate.base.unit.Ratio;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What is concluded from requests about an endpoint. Immutable. */
@Doc("What is concluded from requests about an endpoint. One that refuses connections is out at once.")
public record OutlierSpec(
        @Doc(value = "Whether anything is.", defaultsTo = "true", shorthand = true)
        boolean on,

        @Doc(
                value = "Failures in a row (no answer, or a status from 500 on) until the endpoint is out.",
                defaultsTo = "5",
                min = 1,
                max = 10000)
        int consecutiveFailures,

        @Doc(value = "The share of failures in the window until it is out.", defaultsTo = "50%")
        Ratio failureRatio,

        @Doc(value = "The time over which they are counted.", defaultsTo = "10s")
        Duration window,

        @Doc(value = "Requests in the window before the share counts.", defaultsTo = "20", min = 1, max = 1000000)
        int minimumVolume,

        @Doc(
                value = "So many times slower than its peers until it is out; not watched when left out.",
                min = 2,
                max = 1000)
        @Nullable
        Integer slowerThanPeers,

        @Doc(
                value = "How long it is out the first time; longer each time, up to thirty times that.",
                defaultsTo = "10s")
        Duration ejectFor) {}
