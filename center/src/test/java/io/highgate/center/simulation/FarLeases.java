package io.highgate.center.simulation;

import io.highgate.store.lease.Lease;
import io.highgate.store.lease.LeaseStore;
import io.highgate.testkit.Simulation;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The store's leases as one center reaches them. Confined to the test's thread. */
record FarLeases(LeaseStore store, Simulation.Node node, Weather weather, BooleanSupplier cut) implements LeaseStore {

    @Override
    public CompletionStage<@Nullable Lease> acquire(String name, String holder, Duration time) {
        return weather.call(node, cut.getAsBoolean(), () -> store.acquire(name, holder, time));
    }

    @Override
    public CompletionStage<Boolean> renew(Lease lease, Duration time) {
        return weather.call(node, cut.getAsBoolean(), () -> store.renew(lease, time));
    }

    @Override
    public CompletionStage<Void> release(Lease lease) {
        return weather.call(node, cut.getAsBoolean(), () -> store.release(lease));
    }

    @Override
    public CompletionStage<@Nullable Lease> holder(String name) {
        return weather.call(node, cut.getAsBoolean(), () -> store.holder(name));
    }
}
