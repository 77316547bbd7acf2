package io.highgate.base.time;

import java.time.Duration;

/**
 * One thread, and what it has to do now and later. Whoever is confined to it needs no locks, and in a
 * simulation its time passes only when there is nothing left to do. Thread-safe.
 */
public interface Agenda extends Ticker {

    /** Does it soon, behind what was asked for before. */
    void execute(Runnable task);

    /** Does it after so long, unless it is called off. */
    Entry after(Duration delay, Runnable task);

    /** Does it again and again, so long after it was done; the first time after so long. */
    default Entry every(Duration pause, Runnable task) {
        return new Repetition(this, pause, task).begin();
    }

    /** Something that is due later. */
    @FunctionalInterface
    interface Entry {

        /** Calls it off; no effect if it is done. */
        void cancel();
    }
}
