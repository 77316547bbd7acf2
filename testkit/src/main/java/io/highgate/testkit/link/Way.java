package io.highgate.testkit.link;

/** One of the two directions of a connection. Immutable. */
public enum Way {
    TO_ORIGIN,
    TO_CLIENT
}
