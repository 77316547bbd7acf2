package io.highgate.center.evict;

import io.highgate.base.unit.Ratio;
import java.time.Duration;

/**
 * When it is not believed that instances are gone because nothing is heard of them. Immutable.
 *
 * @param ofAll more than this share of all leases within one window
 * @param ofCell or more than this share of a cell's
 * @param least but never fewer than so many: one of two copies may well end
 * @param window over which they are counted
 * @param hearing a new warden only listens for so long: it cannot know whether any center was there to hear
 *     beats before; SDKs that found none try again after 5 s at most
 * @param longest after so long without a word one that probes find dead as well is taken out all the same
 */
public record GuardRules(Ratio ofAll, Ratio ofCell, int least, Duration window, Duration hearing, Duration longest) {

    /** 15 % of all, 30 % of a cell, at least 3, within 30 s; 15 s; 5 minutes. */
    public static final GuardRules USUAL = new GuardRules(
            Ratio.percent(15),
            Ratio.percent(30),
            3,
            Duration.ofSeconds(30),
            Duration.ofSeconds(15),
            Duration.ofMinutes(5));
}
