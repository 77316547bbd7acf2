package io.highgate.traffic.balance;

/** Always the first usable endpoint. Immutable. */
public final class First implements Balancer {

    @Override
    public int choose(Candidates candidates) {
        for (int i = 0; i < candidates.size(); i++) {
            if (candidates.isUsable(i)) {
                return i;
            }
        }
        return NONE;
    }
}
