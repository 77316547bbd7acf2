package io.highgate.center.patrol;

import java.time.Duration;

/**
 * How instances are asked whether they are well. Immutable.
 *
 * @param interval between two probes of one that is well
 * @param timeout of a probe
 * @param threshold so many in a row have to fail
 * @param again between two probes of one that is down: one success restores it
 * @param suspicious between two probes of one that there is reason to doubt
 * @param atOnce how many probes are under way at once
 */
public record PatrolRules(
        Duration interval, Duration timeout, int threshold, Duration again, Duration suspicious, int atOnce) {

    /** 30 s, 5 s, 3 as the seed has it. */
    public static final PatrolRules USUAL = new PatrolRules(
            Duration.ofSeconds(30), Duration.ofSeconds(5), 3, Duration.ofSeconds(2), Duration.ofMillis(20), 256);
}
