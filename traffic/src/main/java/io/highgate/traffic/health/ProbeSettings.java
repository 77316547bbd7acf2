package io.highgate.traffic.health;

import io.highgate.traffic.settings.Demands;
import java.time.Duration;

/**
 * When an endpoint is probed and what the results mean. Immutable.
 *
 * @param interval between the ends of two probes
 * @param jitter how far a single interval may be off, as a share of it, so that probes spread out
 * @param unhealthyAfter failures in a row that take it out
 * @param healthyAfter successes in a row that bring it back
 * @param suspicion by what the interval is divided while something is undecided
 */
public record ProbeSettings(Duration interval, double jitter, int unhealthyAfter, int healthyAfter, int suspicion) {

    public ProbeSettings {
        Demands.on("probes")
                .positive("interval", interval)
                .between("jitter", jitter, 0, 0.9)
                .between("unhealthyAfter", unhealthyAfter, 1, 1_000)
                .between("healthyAfter", healthyAfter, 1, 1_000)
                .between("suspicion", suspicion, 1, 1_000)
                .settle();
    }

    /** Every 5 s, give or take a tenth; out after 3, back after 1; ten times as fast under suspicion. */
    public static ProbeSettings usual() {
        return new ProbeSettings(Duration.ofSeconds(5), 0.1, 3, 1, 10);
    }
}
