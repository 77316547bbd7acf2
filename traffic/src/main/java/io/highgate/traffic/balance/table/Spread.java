package io.highgate.traffic.balance.table;

/**
 * Turns where a table of them would be too long: each turn goes on by the golden section on the
 * line of shares, so that any number of turns in a row is spread over it as evenly as can be
 * (Weyl; nobody is ever off its share by more than the logarithm of the number of turns). No weight
 * is rounded. Immutable.
 */
final class Spread implements Turns {

    // 2^64 divided by the golden ratio
    private static final long SECTION = 0x9E3779B97F4A7C15L;

    private final Shares shares;

    Spread(Shares shares) {
        this.shares = shares;
    }

    @Override
    public int at(int count) {
        return shares.at(count * SECTION);
    }

    @Override
    public int cycle() {
        return Integer.MAX_VALUE;
    }
}
