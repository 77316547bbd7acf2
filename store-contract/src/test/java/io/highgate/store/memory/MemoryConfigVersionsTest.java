package io.highgate.store.memory;

import io.highgate.store.config.ConfigVersions;
import io.highgate.store.contract.ConfigVersionsContract;

class MemoryConfigVersionsTest extends ConfigVersionsContract {

    private final ConfigVersions store = new MemoryConfigVersions();

    @Override
    protected ConfigVersions store() {
        return store;
    }
}
