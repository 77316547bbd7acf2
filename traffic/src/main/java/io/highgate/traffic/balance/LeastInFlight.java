package io.highgate.traffic.balance;

/**
 * The endpoint that has the fewest requests under way for its weight, this one counted. Up to eight
 * endpoints are all looked at, among more the better of two that chance draws by weight is taken. An
 * idle one that was drawn, or whose turn it is, is taken at once, so that an idle group is used by
 * weight, and nobody in it starves. Thread-safe.
 */
public final class LeastInFlight implements Balancer {

    // so many are looked at in the time two draws take
    private static final int FEW = 8;

    private static final TwoChoices.Preference LIGHTER = new TwoChoices.Preference() {
        @Override
        public boolean isGoodEnough(Candidates candidates, int index) {
            return candidates.inFlight(index) == 0;
        }

        @Override
        public boolean isBetter(Candidates candidates, int later, int first) {
            return TwoChoices.wouldBeLighter(candidates, later, first);
        }
    };

    private final Part part;
    private final RoundRobin turn;
    private final Lots lots;

    public LeastInFlight() {
        this(Part.ALL);
    }

    private LeastInFlight(Part part) {
        this.part = part;
        turn = new RoundRobin(part, 0);
        lots = new Lots(part);
    }

    @Override
    public LeastInFlight over(Part part) {
        return new LeastInFlight(this.part.within(part));
    }

    @Override
    public void prepare(Candidates candidates) {
        if (part.size(candidates) <= FEW) {
            turn.prepare(candidates);
        } else {
            lots.prepare(candidates);
        }
    }

    @Override
    public int choose(Candidates candidates, long key) {
        if (part.size(candidates) <= FEW) {
            return lightest(candidates, turn.choose(candidates, key));
        }
        return TwoChoices.choose(candidates, lots, key, LIGHTER);
    }

    /** The lightest of all; the one whose turn it is if no other is lighter. */
    private int lightest(Candidates candidates, int first) {
        // who has no weight gets a turn only when nobody else is left
        if (first == NONE || candidates.inFlight(first) == 0 || candidates.weight(first) <= 0) {
            return first;
        }
        int best = first;
        for (int i = 0; i < part.size(candidates); i++) {
            int index = part.at(i);
            if (Scan.isUsable(candidates, index)
                    && candidates.weight(index) > 0
                    && TwoChoices.wouldBeLighter(candidates, index, best)) {
                best = index;
            }
        }
        return best;
    }
}
