package io.highgate.traffic.health;

import org.jspecify.annotations.Nullable;

/**
 * Everything that is known about an endpoint at one moment: what probes, answers and operators say,
 * joined. {@link EndpointHealth} swaps it whole. Immutable.
 *
 * @param ejection the one being served, if any
 * @param past how many ejections are remembered, and since when it has behaved
 */
record Condition(
        boolean retired,
        boolean drained,
        ActiveHealth active,
        @Nullable Ejection ejection,
        Past past,
        Standing standing) {

    /** Ejections that count towards the length of the next one. */
    record Past(int times, long since) {}

    static Condition fresh(long now) {
        Standing up = new Standing(HealthState.UP, Cause.NONE, "", now);
        return new Condition(false, false, ActiveHealth.UNPROBED, null, new Past(0, now), up);
    }

    boolean isUp() {
        return standing.state() == HealthState.UP;
    }

    /** Whether the upstream counts on it at all. */
    boolean isMember() {
        return !retired && !drained;
    }

    Condition withActive(ActiveHealth next, String detail, long now) {
        return new Condition(retired, drained, next, ejection, past, standing).stands(detail, now);
    }

    Condition withDrained(boolean next, long now) {
        return new Condition(retired, next, active, ejection, past, standing).stands("", now);
    }

    Condition withRetired(long now) {
        return new Condition(true, drained, active, null, past, standing).stands("", now);
    }

    /** Probes before the ejection say nothing of what comes after it, so their run ends. */
    Condition withEjection(Ejection next, String detail, long now) {
        ActiveHealth rest = new ActiveHealth(active.healthy(), active.lastOk(), 0);
        return new Condition(retired, drained, rest, next, past, standing).stands(detail, now);
    }

    Condition withoutEjection(long now) {
        Past kept = ejection == null ? past : new Past(ejection.times(), now);
        return new Condition(retired, drained, active, null, kept, standing).stands("", now);
    }

    /** How many ejections in a row the next one would make. */
    int nextTimes(EjectionSettings settings, long now) {
        long behaved = Math.max(0, now - past.since());
        long forgiven = behaved / settings.forgiveEvery().toNanos();
        return (int) Math.min(Math.max(0, past.times() - forgiven) + 1, 1_000_000);
    }

    /** The same with the standing that follows from the rest; unchanged, since and detail stay. */
    private Condition stands(String detail, long now) {
        HealthState state = state();
        Cause cause = cause(state);
        if (state == standing.state() && cause == standing.cause()) {
            return this;
        }
        long since = state == standing.state() ? standing.since() : now;
        return new Condition(retired, drained, active, ejection, past, new Standing(state, cause, detail, since));
    }

    private HealthState state() {
        if (retired) {
            return HealthState.RETIRED;
        }
        if (drained) {
            return HealthState.DRAINED;
        }
        if (!active.healthy()) {
            return HealthState.DOWN;
        }
        return ejection != null ? HealthState.EJECTED : HealthState.UP;
    }

    private Cause cause(HealthState state) {
        return switch (state) {
            case UP -> Cause.NONE;
            case EJECTED -> ejection == null ? Cause.NONE : ejection.cause();
            case DOWN -> Cause.PROBES_FAILED;
            case DRAINED -> Cause.BY_HAND;
            case RETIRED -> Cause.REMOVED;
        };
    }
}
