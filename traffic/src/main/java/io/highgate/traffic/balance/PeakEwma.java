package io.highgate.traffic.balance;

/**
 * Of two endpoints that chance draws by weight, the one where a request is likely to wait less: the
 * latency (which believes peaks at once) times the requests under way, this one counted, per weight;
 * after Twitter's Finagle. One that has never answered is tried with one request at a time.
 * Thread-safe.
 */
public final class PeakEwma implements Balancer {

    // Finagle's: longer than any latency, so that nobody queues behind the first answer of a newcomer
    private static final double UNKNOWN = Long.MAX_VALUE >> 16;

    private static final TwoChoices.Preference FASTER = new TwoChoices.Preference() {
        @Override
        public boolean isGoodEnough(Candidates candidates, int index) {
            return candidates.latency(index) <= 0 && candidates.inFlight(index) == 0;
        }

        @Override
        public boolean isBetter(Candidates candidates, int later, int first) {
            int ofLater = candidates.inFlight(later);
            int ofFirst = candidates.inFlight(first);
            double laterWaits = latency(candidates, later, ofLater);
            double firstWaits = latency(candidates, first, ofFirst);
            if ((ofLater | ofFirst) == 0) {
                // the weights have already decided how often the two are drawn
                return laterWaits < firstWaits;
            }
            return laterWaits * (ofLater + 1.0) * Math.max(candidates.weight(first), 1)
                    < firstWaits * (ofFirst + 1.0) * Math.max(candidates.weight(later), 1);
        }
    };

    private final Part part;
    private final Lots lots;

    public PeakEwma() {
        this(Part.ALL);
    }

    private PeakEwma(Part part) {
        this.part = part;
        lots = new Lots(part);
    }

    @Override
    public PeakEwma over(Part part) {
        return new PeakEwma(this.part.within(part));
    }

    @Override
    public void prepare(Candidates candidates) {
        lots.prepare(candidates);
    }

    @Override
    public int choose(Candidates candidates, long key) {
        return TwoChoices.choose(candidates, lots, key, FASTER);
    }

    private static double latency(Candidates candidates, int index, int inFlight) {
        long latency = candidates.latency(index);
        return latency > 0 ? latency : inFlight == 0 ? 0 : UNKNOWN;
    }
}
