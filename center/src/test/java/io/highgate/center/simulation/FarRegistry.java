package io.highgate.center.simulation;

import io.highgate.store.lease.Lease;
import io.highgate.store.registry.Change;
import io.highgate.store.registry.Entry;
import io.highgate.store.registry.Overdue;
import io.highgate.store.registry.Registered;
import io.highgate.store.registry.RegistryStore;
import io.highgate.testkit.Simulation;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The store's registry as one center reaches it. Confined to the test's thread. */
record FarRegistry(Losable store, Simulation.Node node, Weather weather, BooleanSupplier cut) implements RegistryStore {

    /** How soon whoever follows finds that a message is missing. */
    private static final Duration NOTICED = Duration.ofSeconds(1);

    @Override
    public CompletionStage<Boolean> put(Entry entry) {
        return weather.call(node, cut.getAsBoolean(), () -> store.now().put(entry));
    }

    @Override
    public CompletionStage<Integer> restore(Collection<Entry> entries) {
        return weather.call(node, cut.getAsBoolean(), () -> store.now().restore(entries));
    }

    @Override
    public CompletionStage<Set<String>> renew(Collection<String> keys) {
        return weather.call(node, cut.getAsBoolean(), () -> store.now().renew(keys));
    }

    @Override
    public CompletionStage<Boolean> remove(String key) {
        return weather.call(node, cut.getAsBoolean(), () -> store.now().remove(key));
    }

    @Override
    public CompletionStage<Boolean> mark(String key, String name, @Nullable String value, @Nullable Lease fence) {
        return weather.call(node, cut.getAsBoolean(), () -> store.now().mark(key, name, value, fence));
    }

    @Override
    public CompletionStage<Overdue> overdue(int most) {
        return weather.call(node, cut.getAsBoolean(), () -> store.now().overdue(most));
    }

    @Override
    public CompletionStage<List<String>> evict(Collection<String> keys, Lease fence) {
        return weather.call(node, cut.getAsBoolean(), () -> store.now().evict(keys, fence));
    }

    @Override
    public CompletionStage<Registered> all() {
        return weather.call(node, cut.getAsBoolean(), () -> store.now().all());
    }

    @Override
    public void follow(Consumer<Change> listener, Runnable missed) {
        store.follow(
                change -> {
                    if (cut.getAsBoolean() || weather.drops()) {
                        node.after(NOTICED, missed);
                    } else {
                        node.after(weather.delay(), () -> listener.accept(change));
                    }
                },
                () -> node.execute(missed));
    }
}
