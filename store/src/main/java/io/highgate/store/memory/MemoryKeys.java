package io.highgate.store.memory;

import io.highgate.store.Written;
import io.highgate.store.key.ServiceKey;
import io.highgate.store.key.ServiceKeyStore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Service keys of one process, which end with it. Thread-safe. */
public final class MemoryKeys implements ServiceKeyStore {

    private final Versioned<ServiceKey> keys = new Versioned<>(ServiceKey::version, ServiceKey::withVersion);

    @Override
    public @Nullable ServiceKey find(String safeKey) {
        return keys.find(safeKey);
    }

    @Override
    public List<ServiceKey> list(String after, int most) {
        return keys.list(after, most);
    }

    @Override
    public Written add(ServiceKey key) {
        return keys.add(key.safeKey(), key);
    }

    @Override
    public Written change(ServiceKey key) {
        return keys.change(key.safeKey(), key);
    }
}
