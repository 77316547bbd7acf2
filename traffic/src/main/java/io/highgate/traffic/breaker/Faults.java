package io.highgate.traffic.breaker;

import io.highgate.traffic.settings.Demands;
import java.time.Duration;

/**
 * Which answers speak against an upstream. Calls without an answer always do, unless the gateway or
 * the client ended them, which the caller reports as {@link Outcome#IGNORED}. Immutable.
 *
 * @param firstStatus the lowest status that is a failure
 * @param lastStatus the highest one; below {@code firstStatus} when no status is
 * @param slow from when on a good answer counts as a failure; zero: never
 */
public record Faults(int firstStatus, int lastStatus, Duration slow) {

    public Faults {
        Demands.on("faults")
                .between("firstStatus", firstStatus, 400, 600)
                .between("lastStatus", lastStatus, firstStatus - 1, 599)
                .zeroOrMore("slow", slow)
                .settle();
    }

    /** Every 5xx. */
    public static Faults serverErrors() {
        return new Faults(500, 599, Duration.ZERO);
    }

    /** Ocelot 20: no status at all, exceptions only. */
    public static Faults ocelot20() {
        return new Faults(600, 599, Duration.ZERO);
    }

    /** Ocelot 25: 500 to 508. */
    public static Faults ocelot25() {
        return new Faults(500, 508, Duration.ZERO);
    }

    /** The same, with slow calls counted. */
    public Faults withSlow(Duration threshold) {
        return new Faults(firstStatus, lastStatus, threshold);
    }

    /** What an answer with this status, after this time, means. */
    public Outcome ofStatus(int status, long tookNanos) {
        if (status >= firstStatus && status <= lastStatus) {
            return Outcome.FAILURE;
        }
        return !slow.isZero() && tookNanos > slow.toNanos() ? Outcome.SLOW : Outcome.SUCCESS;
    }
}
