package io.highgate.store.near;

import io.highgate.store.StoreAwayException;
import io.highgate.store.memory.Expiring;
import io.highgate.store.session.Session;
import io.highgate.store.session.SessionStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sessions of another store, with copies here of those that were seen: for a short time a copy answers
 * without a round trip, and until it expires it answers while the store is away or slow. A copy goes as soon as
 * its session is told closed; when it is unknown which ones were closed, none answers any more without
 * asking. Thread-safe: a copy is found without a lock.
 */
public final class NearSessions implements SessionStore {

    private final SessionStore far;
    private final InstantSource clock;
    private final Bounds bounds;
    private final Expiring<Copy> copies;
    private final NearCounts counts = new NearCounts();

    /** Grows whenever a session is told closed: what was asked for before is not kept. */
    private final AtomicLong closings = new AtomicLong();

    /** Grows whenever it is unknown which ones were closed. */
    private final AtomicLong doubts = new AtomicLong();

    /** @param until how long it answers without asking */
    private record Copy(Session session, Instant until, long doubts) {}

    /**
     * What bounds the copies.
     *
     * @param trusted how long one answers without asking, in case nobody tells that it was closed
     * @param patience how long the store is waited for where there is a copy, before the copy serves
     * @param most of them; beyond, those that expire soonest go
     */
    public record Bounds(Duration trusted, Duration patience, int most) {}

    /** Over another store. */
    public NearSessions(SessionStore far, InstantSource clock, Bounds bounds) {
        this.far = far;
        this.clock = clock;
        this.bounds = bounds;
        this.copies = new Expiring<>(clock, bounds.most(), (token, copy) -> {});
        far.onClosed(this::closed);
    }

    private void closed(String token) {
        closings.incrementAndGet();
        if (token.equals(ALL)) {
            doubts.incrementAndGet();
        } else {
            copies.remove(token);
        }
    }

    private void keep(Session session, long closingsBefore, long doubtsBefore) {
        Instant until = clock.instant().plus(bounds.trusted());
        copies.put(session.token(), new Copy(session, until, doubtsBefore), session.expires());
        if (closings.get() != closingsBefore) {
            copies.remove(session.token()); // it may have been this one
        }
    }

    @Override
    public CompletionStage<Void> open(Session session) {
        long closingsBefore = closings.get();
        long doubtsBefore = doubts.get();
        return far.open(session).thenAccept(done -> keep(session, closingsBefore, doubtsBefore));
    }

    @Override
    public CompletionStage<@Nullable Session> find(String token) {
        Copy copy = copies.get(token);
        if (copy != null && copy.doubts == doubts.get() && copy.until.isAfter(clock.instant())) {
            counts.near.increment();
            return CompletableFuture.completedStage(copy.session);
        }
        counts.far.increment();
        CompletionStage<@Nullable Session> answer = asked(token);
        return copy == null ? answer : orInPlace(token, answer);
    }

    @SuppressWarnings("NullAway") // it takes what thenApply is given for never null
    private CompletionStage<@Nullable Session> asked(String token) {
        long closingsBefore = closings.get();
        long doubtsBefore = doubts.get();
        return far.find(token).thenApply(session -> {
            if (session == null) {
                copies.remove(token);
            } else {
                keep(session, closingsBefore, doubtsBefore);
            }
            return session;
        });
    }

    /** The answer, or what serves while the store is away or slow; a late answer is kept all the same. */
    @SuppressWarnings("NullAway") // as above
    private CompletionStage<@Nullable Session> orInPlace(String token, CompletionStage<@Nullable Session> answer) {
        return answer.toCompletableFuture()
                .copy()
                .orTimeout(bounds.patience().toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(failure -> {
                    Copy copy = copies.get(token);
                    if (copy == null || !(isAway(failure) || failure instanceof TimeoutException)) {
                        throw failure instanceof CompletionException known ? known : new CompletionException(failure);
                    }
                    counts.away.increment();
                    return copy.session;
                });
    }

    static boolean isAway(Throwable failure) {
        return failure instanceof StoreAwayException || failure.getCause() instanceof StoreAwayException;
    }

    @Override
    public CompletionStage<Boolean> close(String token) {
        closed(token);
        return far.close(token).whenComplete((done, failure) -> closed(token));
    }

    @Override
    public CompletionStage<List<Session>> of(String user) {
        return far.of(user);
    }

    @Override
    public CompletionStage<Integer> closeAll(String user) {
        return far.closeAll(user).whenComplete((done, failure) -> closed(ALL));
    }

    @Override
    public void onClosed(Consumer<String> listener) {
        far.onClosed(listener);
    }

    /** How many copies there are. */
    public int size() {
        return copies.size();
    }

    public NearCounts counts() {
        return counts;
    }
}
