package io.highgate.store.news;

import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Tells all processes that share the store, the teller among them, and keeps nothing: whoever does not
 * listen then never hears of it. Each listener hears each text once while the store is there; what is told
 * while it is away, or as it goes, may be lost. Thread-safe; blocks nobody.
 */
public interface NewsStore {

    /**
     * Tells. The stage completes when the store has it, and fails with {@link
     * io.highgate.store.StoreAwayException} when it is away: nobody knows then whether anybody heard it.
     */
    CompletionStage<Void> tell(String channel, String text);

    /**
     * Hears what is told from now on, or from when the store is there; for good. Listeners are called on
     * threads of the store, or of whoever tells, and must not block them.
     */
    void follow(String channel, Consumer<String> listener);
}
