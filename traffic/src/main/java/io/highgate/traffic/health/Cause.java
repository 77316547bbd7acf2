package io.highgate.traffic.health;

/** Why an endpoint stands as it does. Immutable. */
public enum Cause {
    /** Nothing speaks against it. */
    NONE("nothing speaks against it"),
    CONNECT_REFUSED("it refused a connection"),
    CONSECUTIVE_FAILURES("too many requests in a row failed"),
    FAILURE_RATIO("too large a share of its requests failed"),
    LATENCY("it is much slower than its peers"),
    PROBES_FAILED("its probes failed"),
    BY_HAND("taken out by hand"),
    REMOVED("no longer configured");

    private final String phrase;

    Cause(String phrase) {
        this.phrase = phrase;
    }

    /** The same in words, for a log line. */
    public String phrase() {
        return phrase;
    }
}
