package io.highgate.store.memory;

import io.highgate.store.cache.CacheStore;
import io.highgate.store.contract.CacheContract;
import io.highgate.testkit.FakeTime;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static io.highgate.store.contract.Stages.done;
import static org.assertj.core.api.Assertions.assertThat;

class MemoryCacheTest extends CacheContract {

    private final FakeTime time = new FakeTime();
    private final CacheStore store = new MemoryCache(() -> Instant.EPOCH.plusNanos(time.nanos()), 1_000_000);

    @Override
    protected CacheStore store() {
        return store;
    }

    @Override
    protected void pass(Duration passed) {
        time.pass(passed);
    }

    @Test
    void neverHoldsMoreThanItMay() {
        MemoryCache small = new MemoryCache(() -> Instant.EPOCH, 10_000);
        for (int i = 0; i < 100; i++) {
            small.put("r", "k" + i, new byte[1_000], Duration.ofSeconds(100 + i));
        }
        assertThat(IntStream.range(0, 100).filter(i -> done(small.get("r", "k" + i)) != null))
                .contains(99)
                .hasSizeBetween(5, 9);
        small.put("r", "large", new byte[10_001], Duration.ofSeconds(1));
        assertThat(done(small.get("r", "large"))).isNull();
    }
}
