package io.highgate.traffic.balance;

import io.highgate.traffic.balance.table.Shares;
import io.highgate.traffic.hash.Draw;
import io.highgate.traffic.hash.Hashing;

/**
 * Draws two usable endpoints by weight and takes the better one: nearly as good as looking at all,
 * and no herd runs to the one that looks best (Mitzenmacher, The Power of Two Choices). Draws up to 64
 * times, then looks at all. Stateless.
 */
final class TwoChoices {

    // one endpoint with nearly all the weight is drawn again and again: then it has no rival
    private static final int MOST_REPEATS = 15;

    private TwoChoices() {}

    /** Which of two that were drawn is taken. */
    interface Preference {

        /** Whether it is taken without looking at another. */
        boolean isGoodEnough(Candidates candidates, int index);

        /** Whether the one drawn later is better. */
        boolean isBetter(Candidates candidates, int later, int first);
    }

    /** Chooses among those that the lots are about. */
    static int choose(Candidates candidates, Lots lots, long key, Preference preference) {
        Shares all = lots.shares(candidates);
        long draw = Hashing.mix(key);
        int first = Balancer.NONE;
        int repeats = 0;
        for (int i = 0; i < Lots.MOST && repeats <= MOST_REPEATS; i++) {
            draw = Draw.next(draw);
            int index = lots.at(candidates, all, i, draw);
            if (index == Balancer.NONE) {
                continue;
            }
            if (index == first) {
                repeats++;
            } else if (first != Balancer.NONE) {
                return preference.isBetter(candidates, index, first) ? index : first;
            } else if (preference.isGoodEnough(candidates, index)) {
                return index;
            } else {
                first = index;
            }
        }
        return first == Balancer.NONE ? lots.last(candidates, draw) : first;
    }

    /** Compares (a + 1) / weight of a with (b + 1) / weight of b: the load each would have. */
    static boolean wouldBeLighter(Candidates candidates, int a, int b) {
        long ofA = candidates.inFlight(a) + 1L;
        long ofB = candidates.inFlight(b) + 1L;
        return ofA * Math.max(candidates.weight(b), 1) < ofB * Math.max(candidates.weight(a), 1);
    }
}
