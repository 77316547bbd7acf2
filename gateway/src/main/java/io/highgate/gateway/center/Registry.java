package io.highgate.gateway.center;

import io.highgate.wire.cell.Listed;
import io.highgate.wire.stream.Position;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which instances cells have, at one moment. Immutable; another one shares the cells that stayed as
 * they were.
 *
 * @param at how far the center had come, null if nothing was said yet
 * @param cells by name, each with its instances by their keys; none is empty
 */
public record Registry(@Nullable Position at, Map<String, Map<String, Listed>> cells, int instances) {

    /** Nothing is known. */
    public static final Registry NOTHING = new Registry(null, Map.of(), 0);

    /** The instances of a cell. */
    public Collection<Listed> of(String cell) {
        return cells.getOrDefault(cell, Map.of()).values();
    }

    /** Whether there is an instance of that key. */
    boolean has(String key) {
        return cells.getOrDefault(cellOf(key), Map.of()).containsKey(key);
    }

    static String cellOf(String key) {
        int slash = key.indexOf('/');
        return slash < 0 ? key : key.substring(0, slash);
    }

    /** All of these, by key. */
    static Registry of(@Nullable Position at, Collection<Listed> all) {
        Map<String, Map<String, Listed>> cells = new HashMap<>();
        int count = 0;
        for (Listed listed : all) {
            Map<String, Listed> cell = cells.computeIfAbsent(listed.instance().cell(), it -> new HashMap<>());
            count += cell.put(listed.instance().key(), listed) == null ? 1 : 0;
        }
        return new Registry(at, cells, count);
    }

    /** The same with some others, and without some. */
    Registry with(Position next, Collection<Listed> put, Collection<String> gone) {
        Map<String, Map<String, Listed>> changed = new HashMap<>();
        int count = instances;
        for (String key : gone) {
            count -= own(changed, cellOf(key)).remove(key) == null ? 0 : 1;
        }
        for (Listed listed : put) {
            Map<String, Listed> cell = own(changed, listed.instance().cell());
            count += cell.put(listed.instance().key(), listed) == null ? 1 : 0;
        }
        Map<String, Map<String, Listed>> all = new HashMap<>(cells);
        all.putAll(changed);
        changed.forEach((name, cell) -> all.computeIfPresent(name, (_, it) -> it.isEmpty() ? null : it));
        return new Registry(next, all, count);
    }

    private Map<String, Listed> own(Map<String, Map<String, Listed>> changed, String cell) {
        return changed.computeIfAbsent(cell, it -> new HashMap<>(cells.getOrDefault(it, Map.of())));
    }

    /** The cells that are not as they are in the other one. */
    Set<String> differences(Registry other) {
        Set<String> names = new HashSet<>(cells.keySet());
        names.addAll(other.cells.keySet());
        names.removeIf(it -> cells.getOrDefault(it, Map.of()).equals(other.cells.getOrDefault(it, Map.of())));
        return names;
    }
}
