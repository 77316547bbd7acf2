package io.highgate.store.memory;

import io.highgate.store.method.InterfaceDefinition;
import io.highgate.store.method.InterfaceStore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Interfaces that one process knows, and forgets when it ends. Thread-safe. */
public final class MemoryInterfaces implements InterfaceStore {

    private final Versioned<InterfaceDefinition> all =
            new Versioned<>(InterfaceDefinition::version, InterfaceDefinition::withVersion);

    @Override
    public InterfaceDefinition put(InterfaceDefinition definition) {
        return all.put(definition.key(), definition);
    }

    @Override
    public @Nullable InterfaceDefinition find(String key) {
        return all.find(key);
    }

    @Override
    public List<InterfaceDefinition> list(String after, int most) {
        return all.list(after, most);
    }

    @Override
    public boolean remove(String key) {
        return all.remove(key);
    }
}
