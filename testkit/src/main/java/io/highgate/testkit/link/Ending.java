package io.highgate.testkit.link;

/** What comes where a {@link Fault.After} is reached. Immutable. */
public enum Ending {
    /** The proper end of this direction: whoever reads believes that all was said. */
    END,
    /** Both ends get a reset. */
    RESET,
    /** Nothing more, for ever; what is sent is swallowed, so that the sender notices nothing. */
    SILENCE
}
