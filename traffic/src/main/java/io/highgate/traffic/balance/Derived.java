package io.highgate.traffic.balance;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A table made of the candidates, and made anew once their version has grown: by one thread, while
 * the others go on with the old one, or an empty one if there is none yet. Thread-safe, never blocks.
 */
final class Derived<T> {

    private record Made<T>(long version, T table) {}

    private final Function<Candidates, T> recipe;
    private final T empty;
    private final AtomicBoolean making = new AtomicBoolean();
    private volatile @Nullable Made<T> made;

    Derived(T empty, Function<Candidates, T> recipe) {
        this.empty = empty;
        this.recipe = recipe;
    }

    T of(Candidates candidates) {
        Made<T> now = made;
        // who still holds candidates of an older version must not bring the old table back
        return now != null && candidates.version() - now.version <= 0 ? now.table : remade(candidates, now);
    }

    private T remade(Candidates candidates, @Nullable Made<T> old) {
        if (!making.compareAndSet(false, true)) {
            return old == null ? empty : old.table;
        }
        try {
            Made<T> latest = made;
            // read before the weights, which may change meanwhile: then the version grows, and we do it again
            long version = candidates.version();
            if (latest == null || version - latest.version > 0) {
                latest = new Made<>(version, recipe.apply(candidates));
                made = latest;
            }
            return latest.table;
        } finally {
            making.set(false);
        }
    }
}
