package io.highgate.store.memory;

import io.highgate.store.session.Session;
import io.highgate.store.session.SessionStore;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Sessions of one process; they end with it. Thread-safe: finding one takes no lock. */
public final class MemorySessions implements SessionStore {

    private final Expiring<Session> sessions;
    private final Map<String, Set<String>> byUser = new HashMap<>();
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

    /** @param most sessions that are kept; beyond, those that expire soonest end */
    public MemorySessions(InstantSource clock, int most) {
        this.sessions = new Expiring<>(clock, most, (token, session) -> forget(session));
    }

    @Override
    public CompletionStage<Void> open(Session session) {
        sessions.put(session.token(), session, session.expires());
        // Afterwards: an expired one with the same token may just have been forgotten.
        synchronized (byUser) {
            byUser.computeIfAbsent(session.user(), it -> new LinkedHashSet<>()).add(session.token());
        }
        if (sessions.get(session.token()) == null) {
            forget(session); // it was gone before its user was told of it
        }
        return CompletableFuture.completedStage(null);
    }

    private void forget(Session session) {
        synchronized (byUser) {
            Set<String> tokens = byUser.get(session.user());
            if (tokens != null && tokens.remove(session.token()) && tokens.isEmpty()) {
                byUser.remove(session.user());
            }
        }
    }

    @Override
    public CompletionStage<@Nullable Session> find(String token) {
        return CompletableFuture.completedStage(sessions.get(token));
    }

    @Override
    public CompletionStage<Boolean> close(String token) {
        boolean closed = sessions.remove(token) != null;
        if (closed) {
            listeners.forEach(it -> it.accept(token));
        }
        return CompletableFuture.completedStage(closed);
    }

    @Override
    public CompletionStage<List<Session>> of(String user) {
        return CompletableFuture.completedStage(list(user));
    }

    private List<Session> list(String user) {
        List<String> tokens;
        synchronized (byUser) {
            tokens = List.copyOf(byUser.getOrDefault(user, Set.of()));
        }
        return tokens.stream()
                .map(sessions::get)
                .flatMap(it -> it == null ? Stream.empty() : Stream.of(it))
                .sorted(Comparator.comparing(Session::opened).reversed())
                .toList();
    }

    @Override
    public CompletionStage<Integer> closeAll(String user) {
        List<Session> all = list(user);
        all.forEach(it -> close(it.token()));
        return CompletableFuture.completedStage(all.size());
    }

    @Override
    public void onClosed(Consumer<String> listener) {
        listeners.add(listener);
    }

    /** How many there are. */
    public int size() {
        return sessions.size();
    }
}
