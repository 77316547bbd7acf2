package io.highgate.traffic.simulation;

import java.util.ArrayList;
import java.util.List;

/** What the simulation itself has counted, to hold the policies against. Confined to one thread. */
final class Ledger {

    final List<Long> requests = new ArrayList<>();
    final List<Long> retries = new ArrayList<>();
    int begun;
    int refused;
    int ended;
    int permits;
    int settled;
    String broken = "";

    void mustBe(boolean holds, String otherwise) {
        if (!holds && broken.isEmpty()) {
            broken = otherwise;
        }
    }

    /** A bucket is a second long: the window of the budget is ten of them, the present one included. */
    void checkBudget(long now) {
        long allowed = (long) (0.2 * inWindow(requests, now)) + 30;
        mustBe(inWindow(retries, now) <= allowed, "more retries than the budget has");
    }

    private static long inWindow(List<Long> moments, long now) {
        long oldest = Math.floorDiv(now, 1_000_000_000L) - 9;
        long count = 0;
        for (int i = moments.size() - 1; i >= 0 && Math.floorDiv(moments.get(i), 1_000_000_000L) >= oldest; i--) {
            count++;
        }
        return count;
    }
}
