package io.highgate.store.redis.registry;

import io.highgate.store.method.InterfaceDefinition;
import io.highgate.store.method.InterfaceStore;
import io.highgate.store.redis.line.Ask;
import io.highgate.store.redis.line.Redis;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Interfaces that another store keeps, with a copy in Redis for those who look there: the hash {@code
 * api:gateway:interface} by the name of the interface (of two cells with the same name the last that wrote
 * counts), and a message with that name to {@code service-launched}. The copy is made after the answer of the
 * other store and never changes it; {@link #copyAll} makes it again. Thread-safe; blocks as the other does.
 */
public final class RedisInterfaces implements InterfaceStore {

    private static final String KEY = "api:gateway:interface";
    private static final int PART = 200;

    private final InterfaceStore kept;
    private final Redis redis;

    /** @param kept where they are really kept */
    public RedisInterfaces(InterfaceStore kept, Redis redis) {
        this.kept = kept;
        this.redis = redis;
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public InterfaceDefinition put(InterfaceDefinition definition) {
        InterfaceDefinition now = kept.put(definition);
        copy(List.of(now))
                .thenCompose(copied ->
                        redis.ask(Ask.once(it -> it.publish(HeartbeatPart.LAUNCHED, octets(now.interfaceName())))));
        return now;
    }

    private CompletionStage<Long> copy(List<InterfaceDefinition> some) {
        Map<String, byte[]> fields = some.stream()
                .collect(Collectors.toMap(
                        InterfaceDefinition::interfaceName,
                        it -> octets(InterfaceJson.write(it)),
                        (one, last) -> last));
        return redis.ask(Ask.repeatable(it -> it.hset(KEY, fields)));
    }

    @Override
    public @Nullable InterfaceDefinition find(String key) {
        return kept.find(key);
    }

    @Override
    public List<InterfaceDefinition> list(String after, int most) {
        return kept.list(after, most);
    }

    @Override
    public boolean remove(String key) {
        boolean gone = kept.remove(key);
        String name = key.substring(key.indexOf('/') + 1);
        redis.ask(Ask.repeatable(it -> it.hdel(KEY, name)));
        return gone;
    }

    /** Copies all of them, as for a Redis that has lost its copy; how many. The stage fails if Redis is away. */
    public CompletionStage<Integer> copyAll() {
        CompletionStage<Integer> count = CompletableFuture.completedStage(0);
        List<InterfaceDefinition> page = kept.list("", PART);
        while (!page.isEmpty()) {
            List<InterfaceDefinition> some = page;
            count = count.thenCompose(before -> copy(some).thenApply(copied -> before + some.size()));
            page = kept.list(some.getLast().key(), PART);
        }
        return count;
    }
}
