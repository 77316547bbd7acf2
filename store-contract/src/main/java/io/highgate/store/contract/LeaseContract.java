package io.highgate.store.contract;

import io.highgate.store.lease.Lease;
import io.highgate.store.lease.LeaseStore;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static io.highgate.store.contract.Stages.done;
import static io.highgate.testkit.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

/** What every store of leases promises. */
public abstract class LeaseContract {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final AtomicInteger COUNTER = new AtomicInteger();

    private final String name = "work-" + COUNTER.incrementAndGet();

    protected abstract LeaseStore store();

    /** Lets the store's time pass. */
    protected abstract void pass(Duration time);

    private Lease acquired(String holder, Duration time) {
        Lease lease = done(store().acquire(name, holder, time));
        assertThat(lease).isNotNull();
        return Objects.requireNonNull(lease);
    }

    @Test
    void oneHasIt() {
        Lease lease = acquired("a", MINUTE);
        assertThat(done(store().acquire(name, "b", MINUTE))).isNull();
        assertThat(acquired("a", MINUTE)).isEqualTo(lease);
        assertThat(done(store().holder(name))).isEqualTo(lease);
    }

    @Test
    void nextOneHasALargerEpoch() {
        Lease lease = acquired("a", MINUTE);
        done(store().release(lease));
        assertThat(done(store().holder(name))).isNull();
        assertThat(acquired("b", MINUTE).epoch()).isGreaterThan(lease.epoch());
        assertThat(done(store().renew(lease, MINUTE))).isFalse();
        done(store().release(lease));
        assertThat(done(store().acquire(name, "a", MINUTE))).isNull();
    }

    @Test
    void whoDoesNotRenewLosesIt() {
        Lease lease = acquired("a", Duration.ofMillis(300));
        pass(Duration.ofMillis(300));
        until("another one gets it", () -> done(store().acquire(name, "b", MINUTE)) != null);
        assertThat(done(store().renew(lease, MINUTE))).isFalse();
    }

    @Test
    void whoRenewsKeepsIt() {
        Lease lease = acquired("a", Duration.ofMillis(300));
        assertThat(done(store().renew(lease, MINUTE))).isTrue();
        pass(Duration.ofMillis(300));
        assertThat(done(store().acquire(name, "b", MINUTE))).isNull();
    }

    @Test
    void amongManyThereIsOne() {
        long winners = IntStream.range(0, 64)
                .parallel()
                .filter(i -> done(store().acquire(name, "holder-" + i, MINUTE)) != null)
                .count();
        assertThat(winners).isEqualTo(1);
    }
}
