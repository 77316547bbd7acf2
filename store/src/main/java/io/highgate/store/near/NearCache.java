package io.highgate.store.near;

import io.highgate.store.cache.CacheStore;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A cache elsewhere, written through to one here that answers while the other is away. What was changed
 * here meanwhile must not be undone by what is older there: regions that were changed are owed a clearing,
 * and are read here until it is done. Thread-safe.
 */
public final class NearCache implements CacheStore {

    /** Beyond, changes fail while the cache is away. */
    private static final int MOST_OWED = 1_000;

    private final CacheStore far;
    private final CacheStore near;
    private final Duration copied;
    private final NearCounts counts = new NearCounts();
    private final Set<String> owed = ConcurrentHashMap.newKeySet();

    /**
     * Over two caches.
     *
     * @param near that of this process; bounded
     * @param copied how long a value that was found elsewhere is kept here, whose own time is unknown
     */
    public NearCache(CacheStore far, CacheStore near, Duration copied) {
        this.far = far;
        this.near = near;
        this.copied = copied;
    }

    /** Done when what is read elsewhere is what was written last; fails while that cannot be. */
    private CompletionStage<Void> settled(String region) {
        return owed.contains(region)
                ? far.clear(region).thenAccept(cleared -> owed.remove(region))
                : CompletableFuture.completedStage(null);
    }

    private static CompletionException away(Throwable failure) {
        return failure instanceof CompletionException known ? known : new CompletionException(failure);
    }

    @Override
    @SuppressWarnings("NullAway") // it loses what is said of an array that is a type argument
    public CompletionStage<byte @Nullable []> get(String region, String key) {
        counts.far.increment();
        CompletionStage<byte @Nullable []> found = settled(region).thenCompose(ready -> far.get(region, key));
        return found.thenCompose(it -> copy(region, key, it)).exceptionallyCompose(failure -> {
            if (!NearSessions.isAway(failure)) {
                return CompletableFuture.failedStage(failure);
            }
            counts.away.increment();
            return near.get(region, key);
        });
    }

    @SuppressWarnings("NullAway") // it loses what is said of an array that is a type argument
    private CompletionStage<byte @Nullable []> copy(String region, String key, byte @Nullable [] value) {
        CompletionStage<Void> kept = value == null ? near.remove(region, key) : near.put(region, key, value, copied);
        return kept.thenApply(done -> value);
    }

    /** Succeeds while the cache elsewhere is away: then it is kept here. */
    @Override
    public CompletionStage<Void> put(String region, String key, byte[] value, Duration time) {
        CompletionStage<Void> here = near.put(region, key, value, time);
        CompletionStage<Void> there =
                here.thenCompose(kept -> settled(region)).thenCompose(ready -> far.put(region, key, value, time));
        return there.exceptionally(failure -> {
            owe(region, failure);
            counts.away.increment();
            return null;
        });
    }

    /** Fails while the cache elsewhere is away, after the value is gone here; the rest follows later. */
    @Override
    public CompletionStage<Void> remove(String region, String key) {
        return changed(region, near.remove(region, key).thenCompose(gone -> far.remove(region, key)));
    }

    /** As {@link #remove}. */
    @Override
    public CompletionStage<Void> clear(String region) {
        return changed(region, near.clear(region).thenCompose(gone -> far.clear(region)));
    }

    private CompletionStage<Void> changed(String region, CompletionStage<Void> change) {
        return change.exceptionally(failure -> {
            owe(region, failure);
            throw away(failure);
        });
    }

    private void owe(String region, Throwable failure) {
        if (!NearSessions.isAway(failure) || (owed.size() >= MOST_OWED && !owed.contains(region))) {
            throw away(failure);
        }
        owed.add(region);
    }

    /** How many regions wait to be cleared elsewhere. */
    public int owed() {
        return owed.size();
    }

    public NearCounts counts() {
        return counts;
    }
}
