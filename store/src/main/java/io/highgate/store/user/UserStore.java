package io.highgate.store.user;

import io.highgate.store.Written;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The users. Thread-safe; calls block, so they belong on threads that may, and throw {@link
 * io.highgate.store.StoreAwayException} when the store is away.
 */
public interface UserStore {

    @Nullable
    User find(String name);

    /** Names after this one, in order; at most so many. */
    List<User> list(String after, int most);

    /** Adds one that is new; its version counts from 1. */
    Written add(User user);

    /** Replaces the one that was read with the version it has. */
    Written change(User user);

    /** How many there are. */
    long count();
}
