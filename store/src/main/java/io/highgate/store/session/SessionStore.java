package io.highgate.store.session;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sessions that all gateways share. Thread-safe; blocks nobody. Stages fail with {@link
 * io.highgate.store.StoreAwayException} when the store is away.
 */
public interface SessionStore {

    /** Keeps it until it expires. */
    CompletionStage<Void> open(Session session);

    /** The session with this token, or null if there is none or it has expired. */
    CompletionStage<@Nullable Session> find(String token);

    /** Ends it at once, everywhere; false if there was none. */
    CompletionStage<Boolean> close(String token);

    /** All of a user, the youngest first. */
    CompletionStage<List<Session>> of(String user);

    /** Ends all of a user at once, everywhere; how many there were. */
    CompletionStage<Integer> closeAll(String user);

    /**
     * Has the listener told the token of every session that is {@link #close closed} anywhere from now on;
     * not of those that expire. On any thread; a store that was away may have missed some, and then tells
     * {@link #ALL}.
     */
    void onClosed(Consumer<String> listener);

    /** In place of a token: nobody knows which ones were closed, all that is remembered is in doubt. */
    String ALL = "*";
}
