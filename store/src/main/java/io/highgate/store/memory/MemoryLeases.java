package io.highgate.store.memory;

import io.highgate.base.time.Ticker;
import io.highgate.store.lease.Lease;
import io.highgate.store.lease.LeaseStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Leases among the threads of one process. Names are few: they are those of kinds of work. Thread-safe. */
public final class MemoryLeases implements LeaseStore {

    private final Ticker ticker;
    private final Map<String, Held> held = new HashMap<>();
    private final Map<String, Long> epochs = new HashMap<>();

    private record Held(Lease lease, long until) {}

    public MemoryLeases(Ticker ticker) {
        this.ticker = ticker;
    }

    private @Nullable Held valid(String name) {
        Held found = held.get(name);
        return found == null || found.until - ticker.nanos() <= 0 ? null : found;
    }

    @Override
    public synchronized CompletionStage<@Nullable Lease> acquire(String name, String holder, Duration time) {
        Held present = valid(name);
        if (present != null && !present.lease.holder().equals(holder)) {
            return CompletableFuture.completedStage(null);
        }
        Lease lease = present != null ? present.lease : new Lease(name, holder, epochs.merge(name, 1L, Long::sum));
        held.put(name, new Held(lease, ticker.nanos() + time.toNanos()));
        return CompletableFuture.completedStage(lease);
    }

    @Override
    public synchronized CompletionStage<Boolean> renew(Lease lease, Duration time) {
        Held present = valid(lease.name());
        boolean still = present != null && present.lease.equals(lease);
        if (still) {
            held.put(lease.name(), new Held(lease, ticker.nanos() + time.toNanos()));
        }
        return CompletableFuture.completedStage(still);
    }

    @Override
    public synchronized CompletionStage<Void> release(Lease lease) {
        Held present = held.get(lease.name());
        if (present != null && present.lease.equals(lease)) {
            held.remove(lease.name());
        }
        return CompletableFuture.completedStage(null);
    }

    @Override
    public synchronized CompletionStage<@Nullable Lease> holder(String name) {
        Held present = valid(name);
        return CompletableFuture.completedStage(present == null ? null : present.lease);
    }
}
