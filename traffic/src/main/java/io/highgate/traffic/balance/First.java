package io.highgate.traffic.balance;

/** Always the first usable endpoint, in the order of the candidates. Looks at each at most once. Immutable. */
public final class First implements Balancer {

    private final Part part;

    public First() {
        this(Part.ALL);
    }

    private First(Part part) {
        this.part = part;
    }

    @Override
    public First over(Part part) {
        return new First(this.part.within(part));
    }

    @Override
    public int choose(Candidates candidates, long key) {
        int spare = NONE;
        for (int i = 0; i < part.size(candidates); i++) {
            int index = part.at(i);
            if (Scan.isUsable(candidates, index)) {
                if (candidates.weight(index) > 0) {
                    return index;
                }
                spare = spare == NONE ? index : spare;
            }
        }
        return spare;
    }
}
