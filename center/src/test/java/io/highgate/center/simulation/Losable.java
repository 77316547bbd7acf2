package io.highgate.center.simulation;

import io.highgate.base.time.Ticker;
import io.highgate.store.memory.MemoryRegistry;
import io.highgate.store.registry.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A store that can lose all it has, and then counts anew. Confined to the test's thread. */
final class Losable {

    private final Ticker time;
    private final List<Ear> ears = new ArrayList<>();
    private MemoryRegistry now;
    private int epoch;

    private record Ear(Consumer<Change> listener, Runnable missed) {}

    Losable(Ticker time) {
        this.time = time;
        this.now = new MemoryRegistry(time, "e0");
    }

    MemoryRegistry now() {
        return now;
    }

    void follow(Consumer<Change> listener, Runnable missed) {
        ears.add(new Ear(listener, missed));
        now.follow(listener, missed);
    }

    void lose() {
        now = new MemoryRegistry(time, "e" + ++epoch);
        ears.forEach(it -> {
            now.follow(it.listener, it.missed);
            it.missed.run();
        });
    }
}
