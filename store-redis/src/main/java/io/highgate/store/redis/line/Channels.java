package io.highgate.store.redis.line;

import io.lettuce.core.pubsub.RedisPubSubAdapter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who listens to which channel, whatever becomes of connections. Thread-safe. */
final class Channels {

    private static final Logger LOG = LoggerFactory.getLogger(Channels.class);

    private final Map<String, List<Listener>> channels = new ConcurrentHashMap<>();

    /** @param missed told when messages may have been missed */
    private record Listener(Consumer<String> message, Runnable missed) {}

    /** Adds a listener, whose channel must be subscribed to. */
    void add(String channel, Consumer<String> message, Runnable missed) {
        channels.computeIfAbsent(channel, it -> new CopyOnWriteArrayList<>()).add(new Listener(message, missed));
    }

    /** The link with all channels subscribed to; if that fails, it is closed. */
    CompletionStage<Link> attach(Link link) {
        link.subscriptions().addListener(new RedisPubSubAdapter<String, byte[]>() {
            @Override
            public void message(String channel, byte[] message) {
                String text = new String(message, StandardCharsets.UTF_8);
                channels.getOrDefault(channel, List.of())
                        .forEach(it -> tell(() -> it.message().accept(text)));
            }
        });
        String[] all = channels.keySet().toArray(String[]::new);
        CompletionStage<Void> subscribed = all.length == 0
                ? CompletableFuture.completedStage(null)
                : link.subscriptions().async().subscribe(all);
        return subscribed.thenApply(done -> link).whenComplete((done, failure) -> {
            if (failure != null) {
                link.close();
            }
        });
    }

    /**
     * The link is in use from now on: subscribes once more, for channels that were added in between, and
     * then tells all that they may have missed something.
     */
    void resume(Link link) {
        channels.keySet().forEach(it -> subscribe(link, it));
    }

    /** Subscribes to one, and then tells its listeners that they may have missed something. */
    void subscribe(Link link, String channel) {
        link.subscriptions()
                .async()
                .subscribe(channel)
                .thenRun(() -> channels.getOrDefault(channel, List.of()).forEach(it -> tell(it.missed())));
    }

    /** A defect of a listener must not end the connection that others listen on as well. */
    private static void tell(Runnable telling) {
        try {
            telling.run();
        } catch (RuntimeException defect) {
            LOG.error("A listener to Redis failed", defect);
        }
    }
}
