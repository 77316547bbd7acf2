package io.highgate.traffic.balance;

import io.highgate.traffic.hash.Draw;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Draws by weight among the usable members of a part without drawing the others, for when those are
 * most: from a sample of them, made anew after half as many draws as the part has members. A sample is
 * systematic and begins at a random offset, so that over many samples everybody has its exact share,
 * however small. Who draws must look again whether the member is still usable. Thread-safe: one thread
 * writes the sample in place while others draw; what these see is old or new, and a member either way.
 */
final class Remaining {

    private static final int[] NOBODY = new int[0];

    private final Part part;
    private final AtomicInteger untilSample = new AtomicInteger();
    private final AtomicBoolean sampling = new AtomicBoolean();
    private volatile int[] sample = NOBODY;
    // those found usable: only for the thread that is sampling
    private int[] usable = NOBODY;

    Remaining(Part part) {
        this.part = part;
    }

    /** A member that was usable when the sample was made, or {@link Balancer#NONE}. */
    int at(Candidates candidates, long draw) {
        int[] now = sample;
        if (untilSample.decrementAndGet() < 0 && sampling.compareAndSet(false, true)) {
            try {
                now = take(candidates, draw);
            } finally {
                sampling.set(false);
            }
        }
        return now.length == 0 ? Balancer.NONE : now[(int) Draw.below(draw, now.length)];
    }

    private int[] take(Candidates candidates, long draw) {
        int size = part.size(candidates);
        untilSample.set(size / 2);
        int[] into = sample;
        if (into.length != size) {
            into = new int[size];
            usable = new int[size];
        }
        int count = 0;
        long total = 0;
        for (int i = 0; i < size; i++) {
            int index = part.at(i);
            if (Scan.isUsable(candidates, index) && candidates.weight(index) > 0) {
                usable[count++] = index;
                total += candidates.weight(index);
            }
        }
        fill(into, count, total / (double) size, candidates, Draw.unit(Draw.next(draw)));
        sample = into;
        return into;
    }

    /** Every so many units of weight one of the usable members comes into the sample. */
    private void fill(int[] into, int count, double step, Candidates candidates, double offset) {
        int taken = 0;
        double end = 0;
        for (int i = 0; i < count; i++) {
            end += candidates.weight(usable[i]);
            while (taken < into.length && (taken + offset) * step < end) {
                into[taken++] = usable[i];
            }
        }
        while (taken < into.length) {
            into[taken++] = count == 0 ? Balancer.NONE : usable[count - 1];
        }
    }
}
