package io.highgate.traffic.balance;

import io.highgate.traffic.balance.table.Shares;
import io.highgate.traffic.hash.Draw;
import io.highgate.traffic.hash.Hashing;

/**
 * By chance, in proportion to the weights of those that are usable. Draws up to 64 times, then looks
 * at all. Thread-safe.
 */
public final class WeightedRandom implements Balancer {

    private final Part part;
    private final Lots lots;

    public WeightedRandom() {
        this(Part.ALL);
    }

    private WeightedRandom(Part part) {
        this.part = part;
        lots = new Lots(part);
    }

    @Override
    public WeightedRandom over(Part part) {
        return new WeightedRandom(this.part.within(part));
    }

    @Override
    public void prepare(Candidates candidates) {
        lots.prepare(candidates);
    }

    @Override
    public int choose(Candidates candidates, long key) {
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
    }
}
