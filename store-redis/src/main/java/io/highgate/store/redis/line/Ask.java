package io.highgate.store.redis.line;

import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A question to Redis. Immutable.
 *
 * @param repeatable whether doing it twice is the same as doing it once
 * @param command how it is asked; must not throw
 */
public record Ask<T extends @Nullable Object>(
        boolean repeatable, Function<RedisClusterAsyncCommands<String, byte[]>, CompletionStage<T>> command) {

    /** One that may be asked again when nobody knows whether it was done. */
    public static <T extends @Nullable Object> Ask<T> repeatable(
            Function<RedisClusterAsyncCommands<String, byte[]>, CompletionStage<T>> command) {
        return new Ask<>(true, command);
    }

    /** One that is asked again only when it is certain that it was not done. */
    public static <T extends @Nullable Object> Ask<T> once(
            Function<RedisClusterAsyncCommands<String, byte[]>, CompletionStage<T>> command) {
        return new Ask<>(false, command);
    }
}
