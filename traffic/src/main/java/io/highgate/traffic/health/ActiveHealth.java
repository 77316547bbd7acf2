package io.highgate.traffic.health;

/**
 * What probes say of an endpoint. Immutable; the functions are pure.
 *
 * <pre>
 *            fails            fails, in all unhealthyAfter times
 *   HEALTHY ------&gt; suspected ---------------------------------&gt; UNHEALTHY
 *     ^  ^             |                                          |   ^
 *     |  +-- succeeds -+                              succeeds    |   | fails
 *     |                                                           v   |
 *     +---------- succeeds, in all healthyAfter times --------- recovering
 * </pre>
 *
 * <p>While suspected or recovering probes follow one another faster (suspicious mode), so that a hung
 * endpoint is found in a fraction of an interval times the threshold. Thresholds as in Envoy's and
 * HAProxy's health checks ({@code fall}, {@code rise}, {@code fastinter}).
 *
 * @param healthy what was decided last
 * @param lastOk how the last probe ended
 * @param run how many in a row have ended so
 */
public record ActiveHealth(boolean healthy, boolean lastOk, int run) {

    /** An endpoint is good until it is found out: a gateway that starts can serve at once. */
    public static final ActiveHealth UNPROBED = new ActiveHealth(true, true, 0);

    /** After one more probe. */
    public ActiveHealth after(boolean ok, ProbeSettings settings) {
        int newRun = ok == lastOk ? Math.min(run + 1, 1_000_000) : 1;
        int needed = ok ? settings.healthyAfter() : settings.unhealthyAfter();
        boolean nowHealthy = newRun >= needed ? ok : healthy;
        return new ActiveHealth(nowHealthy, ok, newRun);
    }

    /** Whether the last probe spoke against what was decided. */
    public boolean isUndecided() {
        return lastOk != healthy;
    }

    /**
     * Nanoseconds until the next probe.
     *
     * @param suspicious whether it is wanted fast
     * @param random from 0 (included) to 1, for the jitter
     */
    public static long delayNanos(ProbeSettings settings, boolean suspicious, double random) {
        double interval = settings.interval().toNanos() / (double) (suspicious ? settings.suspicion() : 1);
        double spread = random >= 0 && random <= 1 ? settings.jitter() * (2 * random - 1) : 0;
        return Math.max(1, (long) (interval * (1 + spread)));
    }
}
