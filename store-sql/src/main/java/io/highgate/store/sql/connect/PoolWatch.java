package io.highgate.store.sql.connect;

import com.zaxxer.hikari.metrics.IMetricsTracker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what happens at the pool, and says so once when more than {@value #MANY} calls wait and once when
 * none waits any more. Thread-safe.
 */
final class PoolWatch implements IMetricsTracker {

    /** From ha-strategy 2.1: more than that, and the pool is too small or the database too slow. */
    static final int MANY = 5;

    private static final Logger LOG = LoggerFactory.getLogger(PoolWatch.class);

    private record Crowd(long since) {}

    private final String name;
    private final Surroundings surroundings;
    private final LongAdder taken = new LongAdder();
    private final LongAdder waitedNanos = new LongAdder();
    private final LongAdder timeouts = new LongAdder();
    private final AtomicReference<@Nullable Crowd> crowd = new AtomicReference<>();

    PoolWatch(String name, Surroundings surroundings) {
        this.name = name;
        this.surroundings = surroundings;
    }

    @Override
    public void recordConnectionAcquiredNanos(long nanos) {
        taken.increment();
        waitedNanos.add(nanos);
    }

    @Override
    public void recordConnectionTimeout() {
        timeouts.increment();
    }

    /** To be told how many wait, before and after each call has waited. */
    void see(int waiting) {
        Crowd there = crowd.get();
        if (waiting > MANY && there == null) {
            if (crowd.compareAndSet(null, new Crowd(surroundings.ticker().nanos()))) {
                LOG.warn("{} calls wait for a connection to {}", waiting, name);
            }
        } else if (waiting == 0 && there != null && crowd.compareAndSet(there, null)) {
            LOG.info(
                    "no call waits for a connection to {} any more, after {} ms",
                    name,
                    surroundings.since(there.since()).toMillis());
        }
    }

    PoolFigures figures(int active, int idle, int waiting) {
        see(waiting);
        Duration waited = Duration.ofNanos(waitedNanos.sum());
        boolean crowded = crowd.get() != null;
        return new PoolFigures(active, idle, waiting, taken.sum(), waited, timeouts.sum(), crowded);
    }
}
