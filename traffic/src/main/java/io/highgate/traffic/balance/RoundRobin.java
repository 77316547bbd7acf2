package io.highgate.traffic.balance;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * In turn, by weight. The turns are laid out once, smoothly (as nginx's smooth weighted round
 * robin: an endpoint of weight 5 beside two of weight 1 is not asked five times in a row), and a
 * counter walks over them. While some endpoints are out the others keep their shares of what is
 * left, by weight. Thread-safe.
 */
public final class RoundRobin implements Balancer {

    private final int[] turns;
    private final AtomicInteger next = new AtomicInteger();

    /** One weight of at least 1 per endpoint, in the order of the candidates. */
    public RoundRobin(int... weights) {
        int divisor = Arrays.stream(weights).reduce(0, RoundRobin::greatestCommonDivisor);
        int[] shares = Arrays.stream(weights)
                .map(weight -> weight / Math.max(divisor, 1))
                .toArray();
        turns = layOut(shares);
    }

    private static int[] layOut(int[] shares) {
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
            turns[turn] = best;
        }
        return turns;
    }

    private static int greatestCommonDivisor(int a, int b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }

    @Override
    public int choose(Candidates candidates) {
        int index = turns[at(next.getAndIncrement())];
        return candidates.isUsable(index) ? index : pass(candidates);
    }

    /**
     * Passes over the turns of those that are out. These turns are used up and go to nobody: were they
     * the next one's, whoever stands behind a dead endpoint would carry its load alone.
     */
    private int pass(Candidates candidates) {
        while (true) {
            int seen = next.get();
            int ahead = usable(candidates, at(seen));
            if (ahead == NONE) {
                return NONE;
            }
            // whoever loses this race looks again from where the winner has left off
            if (next.compareAndSet(seen, seen + ahead + 1)) {
                return turns[at(seen + ahead)];
            }
        }
    }

    /** How many turns from the start on the next usable one stands; a cycle has all there are. */
    private int usable(Candidates candidates, int start) {
        for (int ahead = 0; ahead < turns.length; ahead++) {
            int at = start + ahead;
            if (candidates.isUsable(turns[at < turns.length ? at : at - turns.length])) {
                return ahead;
            }
        }
        return NONE;
    }

    private int at(int count) {
        return Integer.remainderUnsigned(count, turns.length);
    }
}
