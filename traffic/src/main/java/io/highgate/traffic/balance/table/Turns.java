package io.highgate.traffic.balance.table;

/** Whose turn it is, for a count that goes up by one with each request. Immutable. */
public sealed interface Turns permits LaidOut, Spread {

    /** Nobody has a turn. */
    Turns NOBODY = new LaidOut(-1);

    /** Whose turn the count is, or -1 if nobody has one. The count may wrap around. */
    int at(int count);

    /** After how many turns it begins again. */
    int cycle();

    /** Exact turns where a table of them is small enough, evenly spread ones elsewhere. */
    static Turns of(Weighted weighted) {
        if (weighted.size() == 0) {
            return NOBODY;
        }
        if (weighted.areAlike()) {
            return new LaidOut(weighted.members());
        }
        int[] shares = weighted.inLowestTerms();
        return LaidOut.isSmall(shares) ? LaidOut.of(weighted, shares) : new Spread(Shares.of(weighted));
    }
}
