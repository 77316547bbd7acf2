package io.highgate.store.memory;

import io.highgate.store.Written;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Things by name, each changed only by who has seen it last. Thread-safe. */
final class Versioned<V> {

    private final ConcurrentSkipListMap<String, V> things = new ConcurrentSkipListMap<>();
    private final ToLongFunction<V> version;

    /** What a thing is with another version. */
    private final Numbered<V> numbered;

    @FunctionalInterface
    interface Numbered<V> {
        V with(V thing, long version);
    }

    Versioned(ToLongFunction<V> version, Numbered<V> numbered) {
        this.version = version;
        this.numbered = numbered;
    }

    @Nullable
    V find(String name) {
        return things.get(name);
    }

    List<V> list(String after, int most) {
        return things.tailMap(after, false).values().stream().limit(most).toList();
    }

    Written add(String name, V thing) {
        return things.putIfAbsent(name, numbered.with(thing, 1)) == null ? Written.DONE : Written.EXISTS;
    }

    Written change(String name, V thing) {
        long based = version.applyAsLong(thing);
        while (true) {
            V present = things.get(name);
            if (present == null) {
                return Written.MISSING;
            }
            if (version.applyAsLong(present) != based) {
                return Written.STALE;
            }
            if (things.replace(name, present, numbered.with(thing, based + 1))) {
                return Written.DONE;
            }
        }
    }

    /** Keeps it in place of what is there, if it says anything else; as it is now. */
    V put(String name, V thing) {
        return things.merge(name, numbered.with(thing, 1), (present, fresh) -> {
            long next = version.applyAsLong(present);
            return numbered.with(fresh, next).equals(present) ? present : numbered.with(fresh, next + 1);
        });
    }

    boolean remove(String name) {
        return things.remove(name) != null;
    }

    long count() {
        return things.size();
    }
}
