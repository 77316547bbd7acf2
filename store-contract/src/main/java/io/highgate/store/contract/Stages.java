package io.highgate.store.contract;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Waits for what a store answers by and by. Stateless. */
public final class Stages {

    private static final int PATIENCE_SECONDS = 30;

    private Stages() {}

    /**
     * The outcome.
     *
     * @throws CompletionException with the reason, if the stage fails
     */
    public static <T extends @Nullable Object> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture()
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }
}
