package io.highgate.center.cells;

import io.highgate.store.registry.Change;
import io.highgate.store.registry.Entry;
import io.highgate.store.registry.Registered;
import io.highgate.wire.stream.Position;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a center knows of the registry, as it changes. Confined to its agenda. */
final class Knowledge {

    private final Map<String, Seen> byKey = new HashMap<>();
    private final TreeMap<String, TreeMap<String, Seen>> cells = new TreeMap<>();
    private final TreeMap<String, NavigableMap<String, Seen>> shown = new TreeMap<>();
    private final Set<String> touched = new HashSet<>();
    private @Nullable Position position;

    @Nullable
    Position position() {
        return position;
    }

    @Nullable
    Seen find(String key) {
        return byKey.get(key);
    }

    Collection<Seen> all() {
        return byKey.values();
    }

    /** Whether this change follows what is known. */
    boolean isNext(Change change) {
        Position here = position;
        return here != null && here.epoch().equals(change.epoch()) && here.seq() + 1 == change.seq();
    }

    /** Whether this change is known already. */
    boolean knows(Change change) {
        Position here = position;
        return here != null && here.epoch().equals(change.epoch()) && change.seq() <= here.seq();
    }

    Step.Changed apply(Change change) {
        Position next = new Position(change.epoch(), change.seq());
        Entry entry = change.entry();
        Seen now = entry == null ? null : Seen.of(entry);
        Seen before = now == null ? forget(change.key()) : keep(now);
        position = next;
        return new Step.Changed(next, change.key(), before, now);
    }

    Step.Replaced replace(Registered registered) {
        Position next = new Position(registered.epoch(), registered.seq());
        touched.addAll(cells.keySet());
        byKey.clear();
        cells.clear();
        for (Entry entry : registered.entries().values()) {
            Seen seen = Seen.of(entry);
            if (seen != null) {
                keep(seen);
            }
        }
        position = next;
        return new Step.Replaced(next, List.copyOf(byKey.values()));
    }

    /** Whether the store has lost what is known here: its count is another one, or went back. */
    boolean wasLostBy(Registered registered) {
        Position here = position;
        return here != null && (!here.epoch().equals(registered.epoch()) || registered.seq() < here.seq());
    }

    /** What is known here and not there. */
    List<Entry> missingIn(Registered registered) {
        List<Entry> missing = new ArrayList<>();
        for (Seen seen : byKey.values()) {
            if (!registered.entries().containsKey(seen.entry().key())) {
                missing.add(seen.entry());
            }
        }
        return missing;
    }

    /** What is known has been given back to the store: from now on it counts what the store says. */
    void forgetPosition() {
        position = null;
    }

    private @Nullable Seen keep(Seen seen) {
        String cell = seen.instance().cell();
        cells.computeIfAbsent(cell, it -> new TreeMap<>()).put(seen.instance().id(), seen);
        touched.add(cell);
        return byKey.put(seen.entry().key(), seen);
    }

    private @Nullable Seen forget(String key) {
        Seen gone = byKey.remove(key);
        if (gone != null) {
            String cell = gone.instance().cell();
            touched.add(cell);
            TreeMap<String, Seen> instances = cells.get(cell);
            if (instances != null) {
                instances.remove(gone.instance().id());
                if (instances.isEmpty()) {
                    cells.remove(cell);
                }
            }
        }
        return gone;
    }

    /** As it is now, at a cost of the cells that have changed since. */
    View view() {
        for (String cell : touched) {
            TreeMap<String, Seen> instances = cells.get(cell);
            if (instances == null) {
                shown.remove(cell);
            } else {
                shown.put(cell, View.copy(instances));
            }
        }
        touched.clear();
        return new View(position, Collections.unmodifiableNavigableMap(new TreeMap<>(shown)));
    }
}
