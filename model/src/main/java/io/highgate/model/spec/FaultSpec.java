package io.highgate.model.spec;

import io.highgate.base.unit.Ratio;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Faults made on purpose, to see whether callers stand them. Immutable. */
@Doc("Faults made on purpose, to see whether callers stand them. None unless it is said here.")
public record FaultSpec(
        @Doc("Requests that wait before anything else is done.") @Nullable
        DelaySpec delay,

        @Doc("Requests that are answered with an error at once.") @Nullable
        AbortSpec abort,

        @Doc(
                value = "Whether requests may ask for a fault: 'X-Highgate-Fault: delay=200ms, abort=503'.",
                defaultsTo = "false")
        boolean byHeader,

        @Doc(value = "The longest delay that a request may ask for.", defaultsTo = "5s")
        Duration longest) {

    /** Requests that wait. */
    @Doc("Requests that wait before anything else is done.")
    public record DelaySpec(
            @Doc(value = "How long; up to 50 ms more.", required = true)
            Duration time,

            @Doc(value = "The share of requests, by chance.", defaultsTo = "100%")
            Ratio share) {}

    /** Requests that fail. */
    @Doc("Requests that are answered with an error at once.")
    public record AbortSpec(
            @Doc(value = "The status.", required = true, min = 400, max = 599)
            int status,

            @Doc(value = "The share of requests, by chance.", defaultsTo = "100%")
            Ratio share) {}
}
