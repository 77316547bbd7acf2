package io.highgate.traffic.balance;

/**
 * Chooses one endpoint for a request. Thread-safe; takes no lock, allocates nothing per choice and
 * never answers an endpoint that is not usable. Whenever any is usable, one is found: where drawing
 * lots or looking into tables finds none in a bounded number of looks, every candidate is looked at
 * once, so the worst case is that number and the size.
 *
 * <p>A balancer makes tables of the weights when the candidates' version has grown, in the thread that
 * notices; others go on with the old ones meanwhile.
 */
public sealed interface Balancer
        permits RoundRobin, LeastInFlight, PeakEwma, ConsistentHash, WeightedRandom, First, Tiers, Zones, Subset {

    /** What {@link #choose} answers when no candidate is usable. */
    int NONE = -1;

    /**
     * The index of the endpoint to ask, or {@link #NONE}.
     *
     * @param key decides where something must: the 64-bit hash of what the request sticks to, or else a
     *     fresh random number
     */
    int choose(Candidates candidates, long key);

    /** The same policy, with a state of its own, for a part of the candidates this one looks at. */
    Balancer over(Part part);

    /**
     * Makes the tables for the candidates' version now, so that no request has to. Before the first
     * tables are there, whoever does not make them looks at all candidates and chooses by lot or rank.
     */
    default void prepare(Candidates candidates) {}
}
