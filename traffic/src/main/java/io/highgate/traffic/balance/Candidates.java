package io.highgate.traffic.balance;

/** The endpoints a balancer chooses among, as it sees them at this moment. Indexes are stable. */
public interface Candidates {

    int size();

    /** Whether the endpoint may be asked now. */
    boolean isUsable(int index);

    /** Requests under way at the endpoint. */
    int inFlight(int index);
}
