package io.highgate.store.redis;

import io.highgate.store.cache.CacheStore;
import io.highgate.store.redis.line.Ask;
import io.highgate.store.redis.line.Redis;
import io.highgate.store.redis.line.Script;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SetArgs;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A cache in Redis. Every region has a generation, and every value begins with the one it was put in: to
 * clear a region is to begin its next generation, and what is left of older ones expires. What was asked
 * for before a region was cleared and put afterwards is therefore not seen. Both are asked for at once,
 * so that a value costs one round trip, wherever in a cluster they are. Thread-safe.
 */
public final class RedisCache implements CacheStore {

    private static final String VALUE = "gateway:cache:";
    private static final String GENERATION = "gateway:cache-generation:";

    /** A generation is the server's time in microseconds at least: a lost one does not come again. */
    private static final Script NEXT = new Script("""
            local time = redis.call('TIME')
            local now = time[1] * 1000000 + time[2]
            local before = tonumber(redis.call('GET', KEYS[1]) or 0)
            redis.call('SET', KEYS[1], string.format('%.0f', math.max(before + 1, now)))
            return 1
            """, ScriptOutputType.INTEGER, true);

    private final Redis redis;

    public RedisCache(Redis redis) {
        this.redis = redis;
    }

    /** The length keeps apart what colons do not. */
    private static String name(String region, String key) {
        return VALUE + region.length() + ":" + region + ":" + key;
    }

    @SuppressWarnings("NullAway") // it loses what is said of an array that is a type argument
    private CompletionStage<byte @Nullable []> read(String key) {
        return redis.ask(Ask.repeatable(it -> it.get(key)));
    }

    @SuppressWarnings("NullAway") // it loses what is said of an array that is a type argument
    private CompletionStage<Long> generation(String region) {
        return read(GENERATION + region)
                .thenApply(it ->
                        it == null ? 0L : Long.parseLong(new String(it, java.nio.charset.StandardCharsets.US_ASCII)));
    }

    @Override
    @SuppressWarnings("NullAway") // it loses what is said of an array that is a type argument
    public CompletionStage<byte @Nullable []> get(String region, String key) {
        return generation(region).thenCombine(read(name(region, key)), RedisCache::valid);
    }

    private static byte @Nullable [] valid(long generation, byte @Nullable [] value) {
        return value == null
                        || value.length < Long.BYTES
                        || ByteBuffer.wrap(value).getLong() != generation
                ? null
                : Arrays.copyOfRange(value, Long.BYTES, value.length);
    }

    @Override
    public CompletionStage<Void> put(String region, String key, byte[] value, Duration time) {
        SetArgs args = SetArgs.Builder.px(Math.max(1, time.toMillis()));
        byte[] copy = value.clone();
        return generation(region)
                .thenCompose(generation -> {
                    byte[] whole = ByteBuffer.allocate(Long.BYTES + copy.length)
                            .putLong(generation)
                            .put(copy)
                            .array();
                    return redis.ask(Ask.repeatable(it -> it.set(name(region, key), whole, args)));
                })
                .thenAccept(done -> {});
    }

    @Override
    public CompletionStage<Void> remove(String region, String key) {
        return redis.ask(Ask.repeatable(it -> it.del(name(region, key)))).thenAccept(gone -> {});
    }

    @Override
    public CompletionStage<Void> clear(String region) {
        CompletionStage<Long> done = redis.run(NEXT, GENERATION + region);
        return done.thenAccept(it -> {});
    }
}
