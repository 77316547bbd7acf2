package io.highgate.app.stores;

import io.highgate.app.stores.ProcessStores.Means;
import io.highgate.store.all.StoreFigure;
import io.highgate.store.memory.MemoryNews;
import io.highgate.store.memory.MemoryRegistry;
import io.highgate.store.method.InterfaceStore;
import io.highgate.store.news.NewsStore;
import io.highgate.store.redis.RedisNews;
import io.highgate.store.redis.line.Redis;
import io.highgate.store.redis.registry.RedisInterfaces;
import io.highgate.store.redis.registry.RedisRegistry;
import io.highgate.store.registry.RegistryStore;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What only a center asks for, made when it does: gateways would listen to changes for nothing. Thread-safe. */
final class CenterStores implements AutoCloseable {

    private final Means means;
    private final @Nullable Redis redis;
    private final NewsStore news;
    private @Nullable RegistryStore registry;

    /** @param redis null for the memory of this process */
    CenterStores(Means means, @Nullable Redis redis) {
        this.means = means;
        this.redis = redis;
        this.news = redis == null ? new MemoryNews() : new RedisNews(redis);
    }

    synchronized RegistryStore registry() {
        if (registry == null) {
            String chance = HexFormat.of().toHexDigits(new SecureRandom().nextLong());
            registry = redis == null
                    ? new MemoryRegistry(means.ticker(), chance)
                    : new RedisRegistry(redis, means.timer(), chance);
        }
        return registry;
    }

    NewsStore news() {
        return news;
    }

    /** These, with a copy in Redis if there is one. */
    InterfaceStore interfaces(InterfaceStore kept) {
        if (redis == null) {
            return kept;
        }
        RedisInterfaces copied = new RedisInterfaces(kept, redis);
        copied.copyAgain(registry(), Thread::startVirtualThread);
        return copied;
    }

    /** How the registry is; nothing before it was needed. */
    synchronized List<StoreFigure> figures() {
        return registry instanceof RedisRegistry shared ? List.of(Figures.registry(shared)) : List.of();
    }

    @Override
    public synchronized void close() {
        if (registry instanceof RedisRegistry shared) {
            shared.close();
        }
    }
}
