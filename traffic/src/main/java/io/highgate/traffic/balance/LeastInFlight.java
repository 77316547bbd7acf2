package io.highgate.traffic.balance;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The usable endpoint with the fewest requests under way; among equals in turn, so that an idle
 * group does not send everything to its first member. Thread-safe.
 */
public final class LeastInFlight implements Balancer {

    private final AtomicInteger turn = new AtomicInteger();

    @Override
    public int choose(Candidates candidates) {
        int size = candidates.size();
        int start = Integer.remainderUnsigned(turn.getAndIncrement(), size);
        int best = NONE;
        int fewest = Integer.MAX_VALUE;
        for (int i = 0; i < size; i++) {
            int index = start + i < size ? start + i : start + i - size;
            if (candidates.isUsable(index) && candidates.inFlight(index) < fewest) {
                best = index;
                fewest = candidates.inFlight(index);
            }
        }
        return best;
    }
}
