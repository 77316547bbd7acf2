package io.highgate.traffic.health;

/** How an attempt at an endpoint ended, as far as its health is concerned. Immutable. */
public enum Attempted {
    /** An answer that does not speak against it. */
    SUCCESS,
    /** A 5xx, a time-out, a reset, an answer that is not HTTP. */
    FAILURE,
    /** Nobody listened there: the surest sign, it takes the endpoint out at once. */
    REFUSED,
    /** Given up for another one that was faster: it would have taken longer than it has. */
    OUTRUN,
    /** Says nothing: never sent, or given up by the client. */
    IGNORED
}
