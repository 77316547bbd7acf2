package io.highgate.store.memory;

import io.highgate.store.news.NewsStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** News within this process, heard on the teller's thread. Thread-safe. */
public final class MemoryNews implements NewsStore {

    private final Map<String, List<Consumer<String>>> listeners = new ConcurrentHashMap<>();

    @Override
    public CompletionStage<Void> tell(String channel, String text) {
        listeners.getOrDefault(channel, List.of()).forEach(it -> tell(it, text));
        return CompletableFuture.completedStage(null);
    }

    /** A listener's defect is its own: neither the others nor the teller have it. */
    private static void tell(Consumer<String> listener, String text) {
        try {
            listener.accept(text);
        } catch (RuntimeException defect) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, defect);
        }
    }

    @Override
    public void follow(String channel, Consumer<String> listener) {
        listeners.computeIfAbsent(channel, it -> new CopyOnWriteArrayList<>()).add(listener);
    }
}
