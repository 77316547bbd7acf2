package io.highgate.store.near;

import io.highgate.store.StoreAwayException;
import io.highgate.store.memory.MemorySessions;
import io.highgate.store.session.Session;
import io.highgate.store.session.SessionStore;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Sessions elsewhere, which can be away, be slow to answer, and fail to tell. Confined to the test's thread. */
final class FarSessions implements SessionStore {

    private final MemorySessions sessions;
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    boolean away;
    boolean silent;
    int asked;

    /** What a find waits for, if anything. */
    @Nullable
    CompletableFuture<Void> gate;

    FarSessions(InstantSource clock) {
        this.sessions = new MemorySessions(clock, 1_000);
        sessions.onClosed(token -> {
            if (!silent) {
                tell(token);
            }
        });
    }

    void tell(String token) {
        listeners.forEach(it -> it.accept(token));
    }

    private <T extends @Nullable Object> CompletionStage<T> there(Supplier<CompletionStage<T>> work) {
        asked++;
        return away ? CompletableFuture.failedStage(new StoreAwayException("away", true, null)) : work.get();
    }

    @Override
    public CompletionStage<Void> open(Session session) {
        return there(() -> sessions.open(session));
    }

    @Override
    public CompletionStage<@Nullable Session> find(String token) {
        CompletableFuture<Void> waiting = gate;
        CompletionStage<@Nullable Session> found = there(() -> sessions.find(token));
        return waiting == null ? found : waiting.thenCompose(opened -> found);
    }

    @Override
    public CompletionStage<Boolean> close(String token) {
        return there(() -> sessions.close(token));
    }

    @Override
    public CompletionStage<List<Session>> of(String user) {
        return there(() -> sessions.of(user));
    }

    @Override
    public CompletionStage<Integer> closeAll(String user) {
        return there(() -> sessions.closeAll(user));
    }

    @Override
    public void onClosed(Consumer<String> listener) {
        listeners.add(listener);
    }
}
