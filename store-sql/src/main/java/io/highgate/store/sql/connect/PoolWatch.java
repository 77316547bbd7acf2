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

    private final String name;
    private final Surroundings surroundings;
    private final LongAdder taken = new LongAdder();
    private final LongAdder waitedNanos = new LongAdder();
    private final LongAdder timeouts = new LongAdder();
    private final AtomicReference<@Nullable Long> crowdedSince = new AtomicReference<>();

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
        Long since = crowdedSince.get();
        if (waiting > MANY && since == null) {
            if (crowdedSince.compareAndSet(null, surroundings.ticker().nanos())) {
                LOG.warn("{} calls wait for a connection to {}", waiting, name);
            }
        } else if (waiting == 0 && since != null && crowdedSince.compareAndSet(since, null)) {
            LOG.info(
                    "no call waits for a connection to {} any more, after {} ms",
                    name,
                    surroundings.since(since).toMillis());
        }
    }

    PoolFigures figures(int active, int idle, int waiting) {
        see(waiting);
        Duration waited = Duration.ofNanos(waitedNanos.sum());
        boolean crowded = crowdedSince.get() != null;
        return new PoolFigures(active, idle, waiting, taken.sum(), waited, timeouts.sum(), crowded);
    }
}
