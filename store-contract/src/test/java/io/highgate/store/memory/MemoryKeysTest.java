package io.highgate.store.memory;

import io.highgate.store.contract.KeyContract;
import io.highgate.store.key.ServiceKeyStore;

class MemoryKeysTest extends KeyContract {

    private final ServiceKeyStore store = new MemoryKeys();

    @Override
    protected ServiceKeyStore store() {
        return store;
    }
}
