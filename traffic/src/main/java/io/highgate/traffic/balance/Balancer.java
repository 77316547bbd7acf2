package io.highgate.traffic.balance;

/** Chooses one endpoint for a request. Thread-safe; never blocks, allocates nothing. */
public sealed interface Balancer permits RoundRobin, LeastInFlight, First {

    /** What {@link #choose} answers when no candidate is usable. */
    int NONE = -1;

    /** The index of the endpoint to ask, or {@link #NONE}. */
    int choose(Candidates candidates);
}
