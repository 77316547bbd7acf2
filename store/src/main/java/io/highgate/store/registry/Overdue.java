package io.highgate.store.registry;

import java.util.List;
import java.util.Map;

/**
 * Whose lease has run out. Immutable.
 *
 * @param keys of those, the longest overdue first; at most as many as were asked for
 * @param late how many there are in all
 * @param leased how many have a lease, whether it has run out or not
 * @param overdueMillis for how long, by key, in milliseconds of the store's time
 */
public record Overdue(List<String> keys, int late, int leased, Map<String, Long> overdueMillis) {

    public Overdue {
        keys = List.copyOf(keys);
        overdueMillis = Map.copyOf(overdueMillis);
    }
}
