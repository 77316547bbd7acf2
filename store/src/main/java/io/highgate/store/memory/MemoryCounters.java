package io.highgate.store.memory;

import io.highgate.store.counter.Counted;
import io.highgate.store.counter.CounterStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Counters of one process. Thread-safe. */
public final class MemoryCounters implements CounterStore {

    private final InstantSource clock;
    private final Expiring<Long> counters;

    /** @param most counters that are kept; beyond, those that end soonest begin again */
    public MemoryCounters(InstantSource clock, int most) {
        this.clock = clock;
        this.counters = new Expiring<>(clock, most, (key, value) -> {});
    }

    @Override
    public synchronized CompletionStage<Counted> add(String key, long amount, Duration time) {
        Long before = counters.get(key);
        Instant now = clock.instant();
        Instant until = before == null ? now.plus(time) : counters.until(key);
        long after = (before == null ? 0 : before) + amount;
        counters.put(key, after, until);
        return CompletableFuture.completedStage(new Counted(after, Duration.between(now, until)));
    }

    @Override
    public synchronized CompletionStage<Void> reset(String key) {
        counters.remove(key);
        return CompletableFuture.completedStage(null);
    }
}
