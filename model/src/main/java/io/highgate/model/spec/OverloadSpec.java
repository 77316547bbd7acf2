package io.highgate.model.spec;

import io.highgate.base.unit.Ratio;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What is refused while the gateway itself has too much to do. Immutable. */
@Doc("What is refused, with 503 OVERLOADED, while the gateway itself has too much to do: the least important first.")
public record OverloadSpec(
        @Doc(
                value = "Which requests may be refused: none of them, those of routes of low importance, or those of"
                        + " normal importance, too. Routes of high importance know the limits only.",
                defaultsTo = "low",
                shorthand = true)
        Sheds sheds,

        @Doc(
                value = "The pressure at which the first are refused; at 100% all that may be. Pressure is the greatest"
                        + " of: requests under way, as a share of limits.inFlight; how late event loops are; what waits"
                        + " in buffers, as a share of limits.buffers.",
                defaultsTo = "70%")
        Ratio from,

        @Doc(value = "How late an event loop must be for full pressure.", defaultsTo = "500ms")
        Duration lag,

        @Doc(
                value = "How long the pressure must have been lower before the next ones are let in again.",
                defaultsTo = "1s")
        Duration hold,

        @Doc(
                value = "Whether the gateway finds out by itself how many requests under way at once do not slow down"
                        + " what it forwards; limits.inFlight is the most then.",
                defaultsTo = "false")
        boolean adaptive,

        @Doc("""
                The use of the host's CPU from which on only requests pass that change nothing (GET, HEAD, OPTIONS, \
                TRACE); others are answered 503 RED_LIGHT. Never when left out.""") @Nullable Ratio redLight) {

    /** Which requests may be refused. */
    public enum Sheds {
        NONE,
        LOW,
        NORMAL
    }
}
