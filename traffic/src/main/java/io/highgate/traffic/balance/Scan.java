package io.highgate.traffic.balance;

import io.highgate.traffic.hash.Draw;
import io.highgate.traffic.hash.Hashing;

/**
 * The last resort: looks at every candidate of a part once and chooses among all that are usable.
 * Whoever has no weight is chosen only if nobody else is there. Stateless.
 */
final class Scan {

    private Scan() {}

    /** Whether the index, of a table that may be older than the candidates, may be asked. */
    static boolean isUsable(Candidates candidates, int index) {
        return index >= 0 && index < candidates.size() && candidates.isUsable(index);
    }

    /** By chance, in proportion to the weights: each one that comes replaces the one before with its share. */
    static int byWeight(Candidates candidates, Part part, long key) {
        long draw = Hashing.mix(key);
        long total = 0;
        int chosen = Balancer.NONE;
        int spares = 0;
        int spare = Balancer.NONE;
        for (int i = 0; i < part.size(candidates); i++) {
            int index = part.at(i);
            if (!isUsable(candidates, index)) {
                continue;
            }
            draw = Draw.next(draw);
            int weight = candidates.weight(index);
            if (weight > 0) {
                total += weight;
                chosen = Draw.below(draw, total) < weight ? index : chosen;
            } else {
                spare = Draw.below(draw, ++spares) == 0 ? index : spare;
            }
        }
        return chosen == Balancer.NONE ? spare : chosen;
    }

    /**
     * Always the same for the same key while it is usable, in proportion to the weights: weighted
     * rendezvous hashing (Schindelhauer and Schomaker's logarithmic method).
     */
    static int byRank(Candidates candidates, Part part, long key) {
        int chosen = Balancer.NONE;
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < part.size(candidates); i++) {
            int index = part.at(i);
            if (isUsable(candidates, index)) {
                double rank =
                        rank(Hashing.mix(key ^ Hashing.mix(candidates.identity(index))), candidates.weight(index));
                if (rank > highest) {
                    highest = rank;
                    chosen = index;
                }
            }
        }
        return chosen;
    }

    /** Above 0 with a weight, below without, so that these come after all others. */
    private static double rank(long draw, int weight) {
        double chance = Draw.unit(draw);
        // StrictMath: the same on every machine, as several gateways should agree
        return weight > 0 ? weight / -StrictMath.log(chance + 0x1p-54) : -1 - chance;
    }
}
