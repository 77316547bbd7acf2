package io.highgate.store.redis.registry;

import io.highgate.store.StoreAwayException;
import io.highgate.store.method.InterfaceDefinition;
import io.highgate.store.method.InterfaceStore;
import io.highgate.store.redis.line.Ask;
import io.highgate.store.redis.line.Redis;
import io.highgate.store.registry.RegistryStore;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Interfaces that another store keeps, with a copy in Redis for those who look there: the hash {@code
 * api:gateway:interface} by the name of the interface (of two cells with the same name the last that wrote
 * counts), and a message with that name to {@code service-launched}. The copy is made after the answer of the
 * other store and never changes it; a Redis that was away may have lost it, and is given it again
 * ({@link #copyAgain}). Thread-safe; blocks as the other does.
 */
public final class RedisInterfaces implements InterfaceStore {

    private static final Logger LOG = LoggerFactory.getLogger(RedisInterfaces.class);

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

    /**
     * From now on copies all of them whenever changes in Redis begin to be heard: at first, and when it was
     * away.
     *
     * @param registry in the same Redis
     * @param blocking where the other store is read
     */
    public void copyAgain(RegistryStore registry, Executor blocking) {
        registry.follow(change -> {}, () -> blocking.execute(this::tryToCopy));
    }

    private void tryToCopy() {
        try {
            copyAll().whenComplete((copied, failure) -> tell(failure));
        } catch (StoreAwayException away) {
            tell(away);
        }
    }

    private static void tell(@Nullable Throwable failure) {
        if (failure != null) {
            LOG.warn("the copy of interfaces in Redis may be old: {}", failure.getMessage());
        }
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
