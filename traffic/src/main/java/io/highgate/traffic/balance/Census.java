package io.highgate.traffic.balance;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How much of a part is usable and how loaded that is: counted again after a quarter as many questions
 * as the part has members, in the thread that asks, so that a question costs as much as looking at
 * some four members and small parts (up to 15) are always seen as they are. Thread-safe: the figures
 * may stem from two counts that overlap, which makes them no less good.
 */
final class Census {

    private final Part part;
    private final AtomicInteger untilCount = new AtomicInteger();
    private volatile long weight;
    private volatile long usableWeight;
    private volatile long inFlight;

    Census(Part part) {
        this.part = part;
    }

    /** To be called once per choice, before the figures are read. */
    void look(Candidates candidates) {
        int size = part.size(candidates);
        if (size < 16) {
            count(candidates, size);
        } else if (untilCount.decrementAndGet() < 0) {
            untilCount.set(size / 4);
            count(candidates, size);
        }
    }

    private void count(Candidates candidates, int size) {
        long all = 0;
        long usable = 0;
        long underWay = 0;
        for (int i = 0; i < size; i++) {
            int index = part.at(i);
            if (index < candidates.size()) {
                int of = Math.max(candidates.weight(index), 0);
                all += of;
                if (candidates.isUsable(index)) {
                    usable += of;
                    underWay += candidates.inFlight(index);
                }
            }
        }
        weight = all;
        usableWeight = usable;
        inFlight = underWay;
    }

    /** The weight of the usable ones. */
    long usableWeight() {
        return usableWeight;
    }

    /** The usable ones' share of the weight of all; 0 of a part without weight. */
    double usableShare() {
        long all = weight;
        return all == 0 ? 0 : Math.min(usableWeight / (double) all, 1);
    }

    /** Requests under way at the usable ones, and one more, per weight. */
    double loadPerWeight() {
        return (inFlight + 1.0) / Math.max(usableWeight, 1);
    }
}
