package io.highgate.store.standing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The permanent registrations. Thread-safe; calls block, so they belong on threads that may, and throw
 * {@link io.highgate.store.StoreAwayException} when the store is away.
 */
public interface StandingStore {

    @Nullable
    Standing find(String key);

    /** Those after this key, in order; at most so many. */
    List<Standing> list(String after, int most);

    /** Keeps it in place of what is there; facts that are the same as before are no change. As it is now. */
    Standing put(Standing standing);

    /** Takes it away; false if it was not there. */
    boolean remove(String key);
}
