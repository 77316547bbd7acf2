package io.highgate.traffic.balance;

import io.highgate.traffic.balance.table.Shares;

/**
 * Draws members of a part by weight, one after another: the first few among all, the others among those
 * that were usable a moment ago. So the number of draws that fail is bounded however many are out.
 * Thread-safe.
 */
final class Lots {

    /** So many draws are worth making; then all members are looked at. */
    static final int MOST = 64;

    private static final int AMONG_ALL = 4;

    // so few are looked at as fast as a sample of them is kept
    private static final int FEW = 16;

    private final Part part;
    private final Derived<Shares> shares;
    private final Remaining remaining;

    Lots(Part part) {
        this.part = part;
        shares = new Derived<>(Shares.NOBODY, candidates -> Shares.of(part.weighted(candidates)));
        remaining = new Remaining(part);
    }

    void prepare(Candidates candidates) {
        shares.of(candidates);
    }

    /** Among whom all of one choice is drawn. */
    Shares shares(Candidates candidates) {
        return shares.of(candidates);
    }

    /** The member of the draw with this number, from 0 on, if it is usable; or {@link Balancer#NONE}. */
    int at(Candidates candidates, Shares all, int number, long draw) {
        boolean amongAll = number < AMONG_ALL || part.size(candidates) < FEW;
        int index = amongAll ? all.at(draw) : remaining.at(candidates, draw);
        return Scan.isUsable(candidates, index) ? index : Balancer.NONE;
    }

    /** Whoever is left, by looking at all. */
    int last(Candidates candidates, long draw) {
        return Scan.byWeight(candidates, part, draw);
    }
}
