package io.highgate.traffic.breaker;

import io.highgate.traffic.settings.Demands;
import java.time.Duration;
import java.util.OptionalDouble;

/**
 * How a circuit behaves. Immutable.
 *
 * @param rule when it opens
 * @param open how long it then refuses everything
 * @param probes how many calls a half-open circuit lets through; the most that are under way at once
 * @param successes how many of them must succeed to close it; where that is more than {@code probes},
 *     later probes follow earlier ones and each must succeed
 * @param probeTimeout when a probe that was never returned is given up, so that its place is free
 *     again; longer than any call may take
 */
public record BreakerSettings(TripRule rule, Duration open, int probes, int successes, Duration probeTimeout) {

    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(90);

    public BreakerSettings {
        Demands.on("circuit")
                .positive("open", open)
                .between("probes", probes, 1, 64)
                .between("successes", successes, 1, 1_000)
                .positive("probeTimeout", probeTimeout)
                .settle();
    }

    /** Half of at least 20 calls of the last 10 s; open for 5 s; two of three probes close it. */
    public static BreakerSettings byRatio() {
        TripRule rule = new TripRule.Ratio(Duration.ofSeconds(10), 0.5, 20);
        return new BreakerSettings(rule, Duration.ofSeconds(5), 3, 2, PROBE_TIMEOUT);
    }

    /** Five failures in a row; open for 60 s; two probes, one after the other, close it. */
    public static BreakerSettings byConsecutiveFailures() {
        return new BreakerSettings(new TripRule.Consecutive(5), Duration.ofSeconds(60), 1, 2, PROBE_TIMEOUT);
    }

    /** Ocelot 20's QoS: so many exceptions in a row; one probe. Goes with {@link Faults#ocelot20}. */
    public static BreakerSettings ocelot20(int exceptionsAllowed, Duration durationOfBreak) {
        return new BreakerSettings(new TripRule.Consecutive(exceptionsAllowed), durationOfBreak, 1, 1, PROBE_TIMEOUT);
    }

    /**
     * Ocelot 25's QoS: by ratio where one is set, else so many failures in a row; one probe. Goes with
     * {@link Faults#ocelot25}.
     */
    public static BreakerSettings ocelot25(
            int minimumThroughput, Duration breakDuration, OptionalDouble failureRatio, Duration samplingDuration) {
        TripRule rule = failureRatio.isPresent()
                ? new TripRule.Ratio(samplingDuration, failureRatio.getAsDouble(), minimumThroughput)
                : new TripRule.Consecutive(minimumThroughput);
        return new BreakerSettings(rule, breakDuration, 1, 1, PROBE_TIMEOUT);
    }

    /** The same, giving probes up after another time. */
    public BreakerSettings withProbeTimeout(Duration other) {
        return new BreakerSettings(rule, open, probes, successes, other);
    }

    /** How many probes may fail before the circuit opens again: those that closing does not need. */
    int toleratedFailures() {
        return Math.max(0, probes - successes);
    }
}
