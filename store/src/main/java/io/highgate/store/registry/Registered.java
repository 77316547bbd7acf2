package io.highgate.store.registry;

import java.util.Map;

/**
 * All that is registered at one moment. Immutable.
 *
 * @param epoch names the count of changes
 * @param seq the number of the last change that is in here
 * @param entries by key
 */
public record Registered(String epoch, long seq, Map<String, Entry> entries) {

    public Registered {
        entries = Map.copyOf(entries);
    }
}
