package io.highgate.center.api.call;

import io.highgate.store.StoreAwayException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** For how long a request waits for what others have to say. Immutable. */
public record Patience(Duration most) {

    /** Longer than any store takes that is well, and shorter than callers wait. */
    public static final Patience USUAL = new Patience(Duration.ofSeconds(5));

    /** What comes of it; throws {@link StoreAwayException} if nothing comes in time. */
    public <T> T with(CompletionStage<T> stage) throws InterruptedException {
        try {
            return stage.toCompletableFuture().get(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new StoreAwayException("nothing came within " + most.toMillis() + " ms", false, null);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() instanceof CompletionException wrapped ? wrapped.getCause() : e.getCause();
            if (cause instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(cause);
        }
    }
}
