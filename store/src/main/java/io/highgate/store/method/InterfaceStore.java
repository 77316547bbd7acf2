package io.highgate.store.method;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The interfaces of all cells by {@link InterfaceDefinition#key}. Thread-safe; calls block, so they belong
 * on threads that may, and throw {@link io.highgate.store.StoreAwayException} when the store is away.
 */
public interface InterfaceStore {

    /** Keeps it in place of what is there; methods that are the same as before are no change. As it is now. */
    InterfaceDefinition put(InterfaceDefinition definition);

    @Nullable
    InterfaceDefinition find(String key);

    /** Those after this key, in order; at most so many. */
    List<InterfaceDefinition> list(String after, int most);

    /** Takes it away; false if it was not there. */
    boolean remove(String key);
}
