package io.highgate.traffic.balance;

import io.highgate.traffic.balance.table.Slots;
import io.highgate.traffic.hash.Draw;
import io.highgate.traffic.hash.Hashing;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The same endpoint for the same key, as long as it is usable and has not more requests under way than
 * a factor times its fair part of all (Mirrokni, Thorup, Zadimoghaddam: consistent hashing with bounded
 * loads). Else the key goes on to the owner of another slot, always in the same order, so that the
 * load of whoever is out spreads over all others; and a key that has filled all it meets in 64 slots
 * goes anywhere. Looks at up to 128 slots, or at 64 and then at all endpoints.
 * Thread-safe.
 */
public final class ConsistentHash implements Balancer {

    /** A quarter above the fair part: loads stay close, and few keys have to move. */
    public static final double USUAL_FACTOR = 1.25;

    /** No bound: a key leaves its endpoint only when that is not usable. */
    public static final double UNBOUNDED = Double.POSITIVE_INFINITY;

    private static final int LOOKS = 64;

    private final Part part;
    private final double factor;
    private final Derived<Slots> slots;
    private final Census census;
    // requests whose key has no room in its own slots: each begins to look elsewhere
    private final AtomicInteger homeless = new AtomicInteger();

    /** With a factor above 1. */
    public ConsistentHash(double factor) {
        this(factor, Part.ALL);
    }

    private ConsistentHash(double factor, Part part) {
        if (!(factor > 1)) {
            throw new IllegalArgumentException("factor is " + factor + "; it must be above 1");
        }
        this.part = part;
        this.factor = factor;
        slots = new Derived<>(Slots.NOBODY, candidates -> Slots.of(part.weighted(candidates), candidates::identity));
        census = new Census(part);
    }

    @Override
    public ConsistentHash over(Part part) {
        return new ConsistentHash(factor, this.part.within(part));
    }

    @Override
    public void prepare(Candidates candidates) {
        slots.of(candidates);
    }

    @Override
    public int choose(Candidates candidates, long key) {
        Slots owned = slots.of(candidates);
        long draw = Hashing.mix(key);
        double loadPerWeight = factor == UNBOUNDED ? factor : 0;
        int lightest = NONE;
        for (int look = 0; look < 2 * LOOKS; look++) {
            if (look == LOOKS) {
                if (lightest == NONE) {
                    break;
                }
                draw = Hashing.mix(draw + homeless.getAndIncrement());
            }
            int index = owned.at(draw);
            draw = Draw.next(draw);
            if (!Scan.isUsable(candidates, index)) {
                continue;
            }
            int inFlight = candidates.inFlight(index);
            // the fair part of an idle group is not worth counting
            if (inFlight == 0) {
                return index;
            }
            loadPerWeight = loadPerWeight == 0 ? fair(candidates) : loadPerWeight;
            if (inFlight < Math.ceil(factor * loadPerWeight * Math.max(candidates.weight(index), 1))) {
                return index;
            }
            if (lightest == NONE || TwoChoices.wouldBeLighter(candidates, index, lightest)) {
                lightest = index;
            }
        }
        return lightest == NONE ? Scan.byRank(candidates, part, key) : lightest;
    }

    private double fair(Candidates candidates) {
        census.look(candidates);
        return census.loadPerWeight();
    }
}
