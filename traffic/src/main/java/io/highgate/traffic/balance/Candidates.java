package io.highgate.traffic.balance;

/**
 * The endpoints a balancer chooses among, as it sees them at this moment. Who stands at which index
 * never changes within one call of a balancer: when members come or go the caller hands in other
 * candidates, of a higher version. A balancer sees only one such line of candidates. Thread-safe,
 * and every answer takes a few nanoseconds.
 */
public interface Candidates {

    int size();

    /** Whether the endpoint may be asked now, by health, circuit, drain and what was already tried. */
    boolean isUsable(int index);

    /** Requests under way at the endpoint. */
    int inFlight(int index);

    /**
     * The weight now: relative to the others', of configuration, run-time changes and slow start. 0 or
     * less: only when nobody else is left.
     */
    int weight(int index);

    /** Grows after weights or members have changed, never before. */
    long version();

    /**
     * Who the endpoint is: the same number in every set it is a member of, another one for every other
     * endpoint, such as {@code Hashing.of("10.0.0.1:8080")}.
     */
    long identity(int index);

    /** How long it takes to answer, in nanoseconds: its {@code LatencyScore} now. 0: not known. */
    default long latency(int index) {
        return 0;
    }
}
