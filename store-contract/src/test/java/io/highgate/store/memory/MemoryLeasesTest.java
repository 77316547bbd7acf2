package io.highgate.store.memory;

import io.highgate.store.contract.LeaseContract;
import io.highgate.store.lease.LeaseStore;
import io.highgate.testkit.FakeTime;
import java.time.Duration;

class MemoryLeasesTest extends LeaseContract {

    private final FakeTime time = new FakeTime();
    private final LeaseStore store = new MemoryLeases(time);

    @Override
    protected LeaseStore store() {
        return store;
    }

    @Override
    protected void pass(Duration passed) {
        time.pass(passed);
    }
}
