package io.highgate.store.memory;

import io.highgate.store.contract.StandingContract;
import io.highgate.store.standing.StandingStore;

class MemoryStandingTest extends StandingContract {

    private final StandingStore store = new MemoryStanding();

    @Override
    protected StandingStore store() {
        return store;
    }
}
