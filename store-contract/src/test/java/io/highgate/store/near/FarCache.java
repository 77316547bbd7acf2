package io.highgate.store.near;

import io.highgate.store.StoreAwayException;
import io.highgate.store.cache.CacheStore;
import io.highgate.store.memory.MemoryCache;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A cache elsewhere, which can be away. Confined to the test's thread. */
final class FarCache implements CacheStore {

    private final MemoryCache cache;
    boolean away;

    FarCache(InstantSource clock) {
        this.cache = new MemoryCache(clock, 1_000_000);
    }

    private <T extends @Nullable Object> CompletionStage<T> there(Supplier<CompletionStage<T>> work) {
        return away ? CompletableFuture.failedStage(new StoreAwayException("away", true, null)) : work.get();
    }

    @Override
    public CompletionStage<byte @Nullable []> get(String region, String key) {
        return there(() -> cache.get(region, key));
    }

    @Override
    public CompletionStage<Void> put(String region, String key, byte[] value, Duration time) {
        return there(() -> cache.put(region, key, value, time));
    }

    @Override
    public CompletionStage<Void> remove(String region, String key) {
        return there(() -> cache.remove(region, key));
    }

    @Override
    public CompletionStage<Void> clear(String region) {
        return there(() -> cache.clear(region));
    }
}
