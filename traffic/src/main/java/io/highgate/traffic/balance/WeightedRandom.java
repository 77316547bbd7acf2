package io.highgate.traffic.balance;

import io.highgate.traffic.balance.table.Shares;
import io.highgate.traffic.hash.Draw;
import io.highgate.traffic.hash.Hashing;

/**
 * By chance, in proportion to the weights of those that are usable. Draws up to 64 times, then looks
 * at all. Thread-safe.
 */
public final class WeightedRandom implements Balancer {

<<<<<<< HEAD
    private static final int DRAWS = 64;

    private final Part part;
    private final Derived<Shares> shares;
=======
    private final Part part;
    private final Lots lots;
>>>>>>> balance

    public WeightedRandom() {
        this(Part.ALL);
    }

    private WeightedRandom(Part part) {
        this.part = part;
<<<<<<< HEAD
        shares = new Derived<>(Shares.NOBODY, candidates -> Shares.of(part.weighted(candidates)));
=======
        lots = new Lots(part);
>>>>>>> balance
    }

    @Override
    public WeightedRandom over(Part part) {
        return new WeightedRandom(this.part.within(part));
    }

    @Override
    public void prepare(Candidates candidates) {
<<<<<<< HEAD
        shares.of(candidates);
=======
        lots.prepare(candidates);
>>>>>>> balance
    }

    @Override
    public int choose(Candidates candidates, long key) {
<<<<<<< HEAD
        Shares drawn = shares.of(candidates);
        long draw = Hashing.mix(key);
        for (int i = 0; i < DRAWS; i++) {
            draw = Draw.next(draw);
            int index = drawn.at(draw);
            if (Scan.isUsable(candidates, index)) {
                return index;
            }
        }
        return Scan.byWeight(candidates, part, draw);
=======
        Shares all = lots.shares(candidates);
        long draw = Hashing.mix(key);
        for (int i = 0; i < Lots.MOST; i++) {
            draw = Draw.next(draw);
            int index = lots.at(candidates, all, i, draw);
            if (index != NONE) {
                return index;
            }
        }
        return lots.last(candidates, draw);
>>>>>>> balance
    }
}
