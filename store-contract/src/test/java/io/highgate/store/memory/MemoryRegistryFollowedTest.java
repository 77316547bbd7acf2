package io.highgate.store.memory;

import io.highgate.store.contract.FollowContract;
import io.highgate.store.registry.RegistryStore;
import io.highgate.testkit.FakeTime;
import java.time.Duration;

class MemoryRegistryFollowedTest extends FollowContract {

    private final FakeTime time = new FakeTime();
    private final RegistryStore store = new MemoryRegistry(time, "epoch");

    @Override
    protected RegistryStore store() {
        return store;
    }

    @Override
    protected void pass(Duration passed) {
        time.pass(passed);
    }
}
