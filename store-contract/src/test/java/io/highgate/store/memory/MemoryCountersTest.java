package io.highgate.store.memory;

import io.highgate.store.contract.CounterContract;
import io.highgate.store.counter.CounterStore;
import io.highgate.testkit.FakeTime;
import java.time.Duration;
import java.time.Instant;

class MemoryCountersTest extends CounterContract {

    private final FakeTime time = new FakeTime();
    private final CounterStore store = new MemoryCounters(() -> Instant.EPOCH.plusNanos(time.nanos()), 1_000);

    @Override
    protected CounterStore store() {
        return store;
    }

    @Override
    protected void pass(Duration passed) {
        time.pass(passed);
    }
}
