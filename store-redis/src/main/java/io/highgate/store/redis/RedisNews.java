package io.highgate.store.redis;

import io.highgate.store.news.NewsStore;
import io.highgate.store.redis.line.Ask;
import io.highgate.store.redis.line.Redis;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** News by Redis' channels {@code gateway:news:<channel>}. Thread-safe. */
public final class RedisNews implements NewsStore {

    private static final String CHANNEL = "gateway:news:";

    private final Redis redis;

    public RedisNews(Redis redis) {
        this.redis = redis;
    }

    /** Not again if nobody knows whether it was told: twice would be worse than not at all. */
    @Override
    public CompletionStage<Void> tell(String channel, String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        return redis.ask(Ask.once(it -> it.publish(CHANNEL + channel, octets))).thenAccept(heard -> {});
    }

    @Override
    public void follow(String channel, Consumer<String> listener) {
        redis.subscribe(CHANNEL + channel, listener, () -> {});
    }
}
