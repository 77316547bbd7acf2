package io.highgate.traffic.balance.table;

import java.util.Arrays;

/**
 * Turns in a table, smoothly: nginx's smooth weighted round robin, done once. In a cycle everybody
 * has exactly as many turns as its weight says. Immutable.
 */
final class LaidOut implements Turns {

    // 256 KiB of turns at most, and some 4 million steps (milliseconds) to lay them out
    private static final long MOST_TURNS = 1 << 16;
    private static final long MOST_STEPS = 1 << 22;

    private final int[] turns;

    LaidOut(int... turns) {
        this.turns = turns;
    }

    static boolean isSmall(int[] shares) {
        long total = Arrays.stream(shares).asLongStream().sum();
        return total <= MOST_TURNS && total * shares.length <= MOST_STEPS;
    }

    static LaidOut of(Weighted weighted, int[] shares) {
        int total = Arrays.stream(shares).sum();
        int[] credit = new int[shares.length];
        int[] turns = new int[total];
        for (int turn = 0; turn < total; turn++) {
            int best = 0;
            for (int i = 0; i < shares.length; i++) {
                credit[i] += shares[i];
                if (credit[i] > credit[best]) {
                    best = i;
                }
            }
            credit[best] -= total;
            turns[turn] = weighted.member(best);
        }
        return new LaidOut(turns);
    }

    @Override
    public int at(int count) {
        return turns[Integer.remainderUnsigned(count, turns.length)];
    }

    @Override
    public int cycle() {
        return turns.length;
    }
}
