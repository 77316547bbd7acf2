package io.highgate.gateway.quota;

import io.highgate.store.contract.LimitContract;
import io.highgate.store.limit.LimitStore;
import io.highgate.testkit.FakeTime;
import java.time.Duration;

class MemoryLimitsTest extends LimitContract {

    private final FakeTime time = new FakeTime();
    private final LimitStore store = new MemoryLimits(time, 1_000);

    @Override
    protected LimitStore store() {
        return store;
    }

    @Override
    protected void pass(Duration passed) {
        time.pass(passed);
    }
}
