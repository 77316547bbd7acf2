package io.highgate.traffic.breaker;

/** What became of a call that a circuit let pass. Immutable. */
public enum Outcome {
    /** Answered, and well. */
    SUCCESS,
    /** Not answered, or answered with what counts as the upstream's failure. */
    FAILURE,
    /** Answered well, but so late that it counts as a failure; only where the settings say so. */
    SLOW,
    /** Says nothing of the upstream: the gateway refused it itself, or the client went away. */
    IGNORED;

    /** Whether it speaks against the upstream. */
    public boolean isBad() {
        return this == FAILURE || this == SLOW;
    }
}
