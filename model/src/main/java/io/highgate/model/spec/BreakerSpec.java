package io.highgate.model.spec;

import io.highgate.base.unit.Ratio;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** When an upstream is left alone for a while. Immutable. */
@Doc("Leaves an upstream alone for a while when too much of what it is asked fails; answers 503 CIRCUIT_OPEN then.")
public record BreakerSpec(
        @Doc(value = "The time over which failures are counted; GATEWAY_CB_WINDOW_SEC wins.", defaultsTo = "10s")
        Duration window,

        @Doc(value = "The share of failures that opens it; GATEWAY_CB_FAILURE_RATIO wins.", defaultsTo = "50%")
        Ratio failureRatio,

        @Doc(value = "Requests in the window before it may open.", defaultsTo = "20", min = 1, max = 1000000)
        int minimumVolume,

        @Doc(
                value = "Failures in a row that open it, whatever the share; 'window', 'failureRatio' and"
                        + " 'minimumVolume' do not count then.",
                min = 1,
                max = 1000000)
        @Nullable
        Integer consecutiveFailures,

        @Doc(value = "How long it stays open before it is tried again.", defaultsTo = "5s")
        Duration openFor,

        @Doc(
                value = "Requests that are let through at once to try; GATEWAY_CB_HALF_OPEN_PROBES wins.",
                defaultsTo = "3",
                min = 1,
                max = 64)
        int probes,

        @Doc(
                value = "Of these, how many must succeed; GATEWAY_CB_PROBE_SUCCESSES_TO_CLOSE wins.",
                defaultsTo = "2",
                min = 1,
                max = 1000)
        int successesToClose,

        @Doc("An answer that takes longer to begin counts as a failure.") @Nullable
        Duration slowerThan,

        @Doc(value = "What counts as a failure beside no answer at all.", defaultsTo = "server-errors")
        Failures failures,

        @Doc(
                value = "What it watches: the upstream as a whole, each endpoint, or each route to it.",
                defaultsTo = "upstream")
        Scope scope) {

    /** Which answers are failures. */
    public enum Failures {
        /** Statuses from 500 on. */
        SERVER_ERRORS,
        /** Statuses from 500 to 508 (Ocelot 25). */
        SERVER_ERRORS_TO_508,
        /** None: only when no answer came. */
        NO_ANSWER
    }

    /** What is left alone. */
    public enum Scope {
        UPSTREAM,
        ENDPOINT,
        /** What one route asks the upstream; a route that fails does not stop the others. */
        ROUTE
    }
}
