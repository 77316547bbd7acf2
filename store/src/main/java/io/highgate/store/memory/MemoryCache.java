package io.highgate.store.memory;

import io.highgate.store.cache.CacheStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A cache of one process, bounded by the octets of its values. Thread-safe: finding takes no lock. */
public final class MemoryCache implements CacheStore {

    /** What an entry costs beside its value, about. */
    private static final int OVERHEAD = 200;

    private final InstantSource clock;
    private final long mostOctets;
    private final Expiring<byte[]> entries;
    private final ConcurrentHashMap<String, Long> generations = new ConcurrentHashMap<>();
    private long octets;

    /** @param mostOctets of all entries together; beyond, those that expire soonest go */
    public MemoryCache(InstantSource clock, long mostOctets) {
        this.clock = clock;
        this.mostOctets = mostOctets;
        this.entries = new Expiring<>(
                clock,
                (int) Math.min(Integer.MAX_VALUE, mostOctets / OVERHEAD),
                (key, value) -> octets -= cost(key, value));
    }

    private static long cost(String key, byte[] value) {
        return OVERHEAD + 2L * key.length() + value.length;
    }

    /** Regions have generations: to clear one is to begin its next, and what is left of the old expires. */
    private String name(String region, String key) {
        return generations.getOrDefault(region, 0L) + " " + region.length() + " " + region + " " + key;
    }

    @Override
    public CompletionStage<byte @Nullable []> get(String region, String key) {
        byte[] value = entries.get(name(region, key));
        return CompletableFuture.completedStage(value == null ? null : value.clone());
    }

    @Override
    public synchronized CompletionStage<Void> put(String region, String key, byte[] value, Duration time) {
        String name = name(region, key);
        long cost = cost(name, value);
        entries.remove(name);
        while (octets + cost > mostOctets && entries.dropSoonest()) {
            // until there is room
        }
        if (cost <= mostOctets) {
            octets += cost;
            entries.put(name, value.clone(), clock.instant().plus(time));
        }
        return CompletableFuture.completedStage(null);
    }

    @Override
    public synchronized CompletionStage<Void> remove(String region, String key) {
        entries.remove(name(region, key));
        return CompletableFuture.completedStage(null);
    }

    @Override
    public synchronized CompletionStage<Void> clear(String region) {
        generations.merge(region, 1L, Long::sum);
        return CompletableFuture.completedStage(null);
    }
}
