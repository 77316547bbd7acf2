package io.highgate.gateway.snapshot;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Counts the exchanges that use a snapshot, a counter per event loop, and tells when the last one
 * has left a retired snapshot. Each counter has one writer; retiring may be asked by any thread.
 */
final class InFlight {

    /** Counters this far apart do not share a cache line. */
    private static final int STRIDE = 16;

    private final AtomicIntegerArray counts;
    private final Runnable whenLeft;
    private final AtomicBoolean told = new AtomicBoolean();
    private volatile boolean retired;

    InFlight(int loops, Runnable whenLeft) {
        this.counts = new AtomicIntegerArray(loops * STRIDE);
        this.whenLeft = whenLeft;
    }

    void enter(int loop) {
        counts.lazySet(loop * STRIDE, counts.getPlain(loop * STRIDE) + 1);
    }

    void leave(int loop) {
        counts.set(loop * STRIDE, counts.getPlain(loop * STRIDE) - 1);
        if (retired) {
            check();
        }
    }

    /** Nobody enters any more: every event loop has seen the snapshot that came after. */
    void retire() {
        retired = true;
        check();
    }

    private void check() {
        if (sum() == 0 && told.compareAndSet(false, true)) {
            whenLeft.run();
        }
    }

    int sum() {
        int sum = 0;
        for (int i = 0; i < counts.length(); i += STRIDE) {
            sum += counts.get(i);
        }
        return sum;
    }
}
