package io.highgate.store.key;

import io.highgate.store.Written;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The service keys. Thread-safe; calls block, so they belong on threads that may, and throw {@link
 * io.highgate.store.StoreAwayException} when the store is away.
 */
public interface ServiceKeyStore {

    @Nullable
    ServiceKey find(String safeKey);

    /** Those after this one, in order; at most so many. */
    List<ServiceKey> list(String after, int most);

    /** Adds one that is new; its version counts from 1. */
    Written add(ServiceKey key);

    /** Replaces the one that was read with the version it has. */
    Written change(ServiceKey key);
}
