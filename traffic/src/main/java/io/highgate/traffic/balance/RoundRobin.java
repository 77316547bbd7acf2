package io.highgate.traffic.balance;

import io.highgate.traffic.balance.table.Turns;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * In turn, by weight, smoothly: an endpoint of weight 5 beside two of weight 1 is not asked five times
 * in a row. A counter walks over turns that were laid out for the weights. While some endpoints are
 * out the others keep their shares of what is left, by weight. Looks at up to 1,024 turns, then at all
 * endpoints. Thread-safe.
 */
public final class RoundRobin implements Balancer {

    private static final int LOOKS = 1_024;

    private final Part part;
    private final Derived<Turns> turns;
    private final AtomicInteger next;

    public RoundRobin() {
        this(Part.ALL, 0);
    }

    /** Begins at some other turn than the first. */
    RoundRobin(Part part, int first) {
        this.part = part;
        next = new AtomicInteger(first);
        turns = new Derived<>(Turns.NOBODY, candidates -> Turns.of(part.weighted(candidates)));
    }

    @Override
    public RoundRobin over(Part part) {
        return new RoundRobin(this.part.within(part), 0);
    }

    @Override
    public void prepare(Candidates candidates) {
        turns.of(candidates);
    }

    @Override
    public int choose(Candidates candidates, long key) {
        Turns now = turns.of(candidates);
        int index = now.at(next.getAndIncrement());
        return Scan.isUsable(candidates, index) ? index : pass(candidates, now);
    }

    /**
     * Passes over the turns of those that are out. These turns are used up and go to nobody: were they
     * the next one's, whoever stands behind a dead endpoint would carry its load alone.
     */
    private int pass(Candidates candidates, Turns now) {
        int looks = Math.min(now.cycle(), LOOKS);
        while (true) {
            int seen = next.get();
            int ahead = 0;
            while (ahead < looks && !Scan.isUsable(candidates, now.at(seen + ahead))) {
                ahead++;
            }
            if (ahead == looks) {
                // the few that are left take turns by lot, which the counter draws
                return Scan.byWeight(candidates, part, seen);
            }
            // whoever loses this race looks again from where the winner has left off
            if (next.compareAndSet(seen, seen + ahead + 1)) {
                return now.at(seen + ahead);
            }
        }
    }
}
