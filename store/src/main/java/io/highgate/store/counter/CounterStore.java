package io.highgate.store.counter;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * Counters that all processes share; each begins with the first that is added, and ends after its time.
 * Time is the store's. Thread-safe; blocks nobody. Stages fail with {@link
 * io.highgate.store.StoreAwayException} when the store is away.
 */
public interface CounterStore {

    /**
     * Adds to a counter.
     *
     * @param time how long it counts from the first that is added; later ones do not change that
     */
    CompletionStage<Counted> add(String key, long amount, Duration time);

    /** Begins again at 0. */
    CompletionStage<Void> reset(String key);
}
