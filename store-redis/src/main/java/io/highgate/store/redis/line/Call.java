package io.highgate.store.redis.line;

import io.highgate.store.StoreAwayException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One question to Redis with its tries: three at most, within one time for all of them. What begins
 * while Redis is away fails at once; what loses its connection on the way waits for the next one for a
 * moment, if it may be tried again. Thread-safe: tries follow one another, and no try begins when
 * the time is up.
 */
final class Call<T extends @Nullable Object> {

    private static final int MOST_TRIES = 3;

    private final Line line;
    private final Line.Surroundings surroundings;
    private final Ask<T> ask;
    private final CompletableFuture<T> outcome = new CompletableFuture<>();
    private @Nullable CompletableFuture<T> underWay;

    /** Whether a try may have been done, of which nobody knows. */
    private boolean doubted;

    private int tries;

    Call(Line line, Line.Surroundings surroundings, Ask<T> ask) {
        this.line = line;
        this.surroundings = surroundings;
        this.ask = ask;
    }

    CompletionStage<T> start(Duration within) {
        surroundings.counts().commands.increment();
        Link link = line.link();
        if (link == null) {
            fail("it is away", null);
            return outcome;
        }
        long millis = Math.max(1, within.toMillis());
        Future<?> bell = surroundings.timer().schedule(() -> expire(millis), millis, TimeUnit.MILLISECONDS);
        outcome.whenComplete((value, failure) -> bell.cancel(false));
        attempt(link);
        return outcome;
    }

    private void attempt(Link link) {
        CompletableFuture<T> answer;
        synchronized (this) {
            if (outcome.isDone()) {
                return;
            }
            tries++;
            answer = asked(link);
            underWay = answer;
        }
        answer.whenComplete((value, failure) -> {
            if (failure == null) {
                outcome.complete(value);
            } else {
                failed(link, failure);
            }
        });
    }

    private CompletableFuture<T> asked(Link link) {
        try {
            return ask.command().apply(link.commands()).toCompletableFuture();
        } catch (RuntimeException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    private void failed(Link link, Throwable failure) {
        Fault fault = Fault.of(failure);
        synchronized (this) {
            doubted |= !fault.isUndone();
            underWay = null;
        }
        if (Fault.isReplicas(failure)) {
            line.demoted(link);
        }
        boolean again = fault != Fault.REFUSED && (fault.isUndone() || ask.repeatable());
        if (again && tries < MOST_TRIES) {
            later();
        } else {
            fail(Fault.words(failure), failure);
        }
    }

    private void later() {
        if (!outcome.isDone()) {
            surroundings.timer().schedule(this::again, Line.delayMillis(tries), TimeUnit.MILLISECONDS);
        }
    }

    private void again() {
        if (outcome.isDone()) {
            return;
        }
        Link link = line.link();
        if (link == null) {
            later(); // until there is one, or the time is up
        } else {
            surroundings.counts().retries.increment();
            attempt(link);
        }
    }

    private void expire(long millis) {
        CompletableFuture<T> answer;
        synchronized (this) {
            answer = underWay;
            doubted |= answer != null;
            fail("no answer within " + millis + " ms", null);
        }
        if (answer != null) {
            answer.cancel(false);
        }
    }

    private synchronized void fail(String why, @Nullable Throwable failure) {
        // What a server repeats of a command may hold tokens: its words are not passed on.
        Throwable cause = failure != null && Fault.of(failure) == Fault.UNKNOWN ? failure : null;
        if (outcome.completeExceptionally(new StoreAwayException("Redis: " + why, !doubted, cause))) {
            surroundings.counts().failures.increment();
        }
    }
}
