package io.highgate.wire.cell;

import java.util.Locale;

/**
 * Whether an instance gets requests.
 *
 * <pre>
 *            probes fail              one succeeds
 *   UP ----------------------> DOWN ----------------> UP
 *    \                          |
 *     +------- drained --------+--------> DRAINING (no new requests, until it is restored or gone)
 * </pre>
 */
public enum InstanceState {
    /** It gets its share. */
    UP,
    /** Probes say that it does not answer: it is asked only if nobody else is left. */
    DOWN,
    /** It is on its way out: what is under way ends, nothing new comes. */
    DRAINING;

    /** As it is spelled in messages. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The state that is spelled so; what a newer center may say beyond these counts as {@link #DOWN}. */
    public static InstanceState of(String word) {
        for (InstanceState state : values()) {
            if (state.word().equals(word)) {
                return state;
            }
        }
        return DOWN;
    }
}
