package io.highgate.store.near;

import java.util.concurrent.atomic.LongAdder;

/** How often what is known here was enough. Thread-safe. */
public final class NearCounts {

    final LongAdder near = new LongAdder();
    final LongAdder far = new LongAdder();
    final LongAdder away = new LongAdder();

    /** Answered from here, without asking. */
    public long near() {
        return near.sum();
    }

    /** Asked for elsewhere. */
    public long far() {
        return far.sum();
    }

    /** Answered from here because the store was away. */
    public long away() {
        return away.sum();
    }
}
