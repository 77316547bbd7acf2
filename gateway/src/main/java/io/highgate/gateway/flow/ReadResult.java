package io.highgate.gateway.flow;

/** What a reader says after it was given octets. */
public enum ReadResult {
    /** All was taken, and more is needed. */
    MORE,
    /** The thing is complete; what follows it is left in the buffer. */
    DONE,
    /** The octets break the rules of HTTP; the reader says how. */
    MALFORMED
}
