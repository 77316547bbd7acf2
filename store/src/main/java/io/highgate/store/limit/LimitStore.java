package io.highgate.store.limit;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * Limits that all processes share. Time is the store's. Thread-safe; blocks nobody.
 *
 * <p>Who asks for several limits at once asks without waiting in between: then all of them take one round
 * trip.
 */
public interface LimitStore {

    /**
     * Takes permits, all of them or none. The stage fails with {@link
     * io.highgate.store.StoreAwayException} when the store is away, and in any case when the time is up;
     * whether permits were taken is then not known.
     *
     * @param key whose permits; one key has one rule, or begins anew with another one
     * @param amount 1 or more
     * @param within the most that the answer takes
     */
    CompletionStage<Allowance> take(String key, LimitRule rule, long amount, Duration within);
}
