package io.highgate.store.cache;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What was fetched before, by region and key. May forget anything at any time. Thread-safe; blocks
 * nobody. Stages fail with {@link io.highgate.store.StoreAwayException} when the store is away.
 */
public interface CacheStore {

    /** The entry, or null; the array is the caller's. */
    CompletionStage<byte @Nullable []> get(String region, String key);

    /** Keeps the entry for as long. */
    CompletionStage<Void> put(String region, String key, byte[] value, Duration time);

    CompletionStage<Void> remove(String region, String key);

    /** Removes all of a region. */
    CompletionStage<Void> clear(String region);
}
