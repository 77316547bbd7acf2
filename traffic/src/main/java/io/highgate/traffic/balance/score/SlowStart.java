package io.highgate.traffic.balance.score;

import java.time.Duration;

/**
 * How an endpoint that has come (back) gets its weight bit by bit: Envoy's rule, max(least, (time
 * since / window)^(1 / aggression)). With aggression 1 the weight grows evenly, with more it is
 * higher early on. Immutable.
 *
 * @param window until the whole weight is there; zero: at once
 * @param aggression above 0
 * @param least the share it begins with: above 0 and at most 1
 */
public record SlowStart(Duration window, double aggression, double least) {

    /** The weight is there at once. */
    public static final SlowStart NONE = new SlowStart(Duration.ZERO, 1, 1);

    /** A weight of 1 with its whole share: all weights of a group are in this unit. */
    public static final int UNIT = 1_000;

    private static final int MOST = Integer.MAX_VALUE / UNIT;

    public SlowStart {
        if (window.isNegative()) {
            throw new IllegalArgumentException("window is " + window + "; it must not be negative");
        }
        if (!(aggression > 0) || aggression == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException("aggression is " + aggression + "; it must be above 0");
        }
        if (!(least > 0 && least <= 1)) {
            throw new IllegalArgumentException("least is " + least + "; it must be above 0 and at most 1");
        }
    }

    /** The share of its weight that an endpoint has, so long after it came. */
    public double share(long sinceNanos) {
        if (isOver(sinceNanos)) {
            return 1;
        }
        double passed = Math.max(sinceNanos, 0) / (double) window.toNanos();
        return Math.max(least, Math.pow(passed, 1 / aggression));
    }

    /** Whether the whole weight is there. Who asks may have read its clock before the endpoint came. */
    public boolean isOver(long sinceNanos) {
        return window.isZero() || sinceNanos >= window.toNanos();
    }

    /** A configured weight now, in {@link #UNIT}s: never less than 1 unless it is configured as 0. */
    public int weight(int configured, long sinceNanos) {
        if (configured <= 0) {
            return 0;
        }
        return Math.max(1, (int) Math.round(Math.min(configured, MOST) * (UNIT * share(sinceNanos))));
    }
}
