package io.highgate.center.cells;

import io.highgate.wire.stream.Position;
import java.util.Collection;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The registry as this center knows it. Immutable.
 *
 * @param position how far it has followed; null before it knows anything
 * @param cells by name, each with its instances by id
 */
public record View(@Nullable Position position, NavigableMap<String, NavigableMap<String, Seen>> cells) {

    static final View NOTHING = new View(null, Collections.emptyNavigableMap());

    /** The instances of a cell; none if there is no such cell. */
    public Collection<Seen> of(String cell) {
        NavigableMap<String, Seen> instances = cells.get(cell);
        return instances == null ? java.util.List.of() : instances.values();
    }

    /** The instance with this key, or null. */
    public @Nullable Seen find(String key) {
        int slash = key.indexOf('/');
        NavigableMap<String, Seen> cell = slash < 0 ? null : cells.get(key.substring(0, slash));
        return cell == null ? null : cell.get(key.substring(slash + 1));
    }

    /** How many instances there are. */
    public int size() {
        return cells.values().stream().mapToInt(NavigableMap::size).sum();
    }

    static NavigableMap<String, Seen> copy(NavigableMap<String, Seen> cell) {
        return Collections.unmodifiableNavigableMap(new TreeMap<>(cell));
    }
}
