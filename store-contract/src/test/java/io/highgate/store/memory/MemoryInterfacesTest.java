package io.highgate.store.memory;

import io.highgate.store.contract.InterfaceContract;
import io.highgate.store.method.InterfaceStore;

class MemoryInterfacesTest extends InterfaceContract {

    private final InterfaceStore store = new MemoryInterfaces();

    @Override
    protected InterfaceStore store() {
        return store;
    }
}
