package io.highgate.model.spec;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How much an upstream is asked at once. Immutable. */
@Doc("How much an upstream is asked at once.")
public record ConcurrencySpec(
        @Doc(value = "Requests under way; further ones wait.", min = 1, max = 1000000) @Nullable
        Integer inFlight,

        @Doc(
                value = "Requests that wait; further ones are answered 503 OVERLOADED.",
                defaultsTo = "1000",
                min = 0,
                max = 1000000)
        int pending,

        @Doc(value = "How long one waits; then it is answered 503 OVERLOADED.", defaultsTo = "1s")
        Duration pendingTimeout,

        @Doc(
                value = "Whether the gateway finds out by itself how many requests under way do not slow the upstream"
                        + " down; 'inFlight' is the most then.",
                defaultsTo = "false")
        boolean adaptive) {}
