package io.highgate.store.near;

import io.highgate.store.StoreAwayException;
import io.highgate.store.cache.CacheStore;
import io.highgate.store.contract.CacheContract;
import io.highgate.store.memory.MemoryCache;
import io.highgate.testkit.FakeTime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static io.highgate.store.contract.Stages.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class NearCacheTest extends CacheContract {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final FakeTime time = new FakeTime();
    private final FarCache far = new FarCache(this::now);
    private final NearCache store = new NearCache(far, new MemoryCache(this::now, 100_000), Duration.ofSeconds(30));

    private Instant now() {
        return Instant.EPOCH.plusNanos(time.nanos());
    }

    @Override
    protected CacheStore store() {
        return store;
    }

    @Override
    protected void pass(Duration passed) {
        time.pass(passed);
    }

    private void put(CacheStore where, String key, String value) {
        done(where.put("r", key, value.getBytes(StandardCharsets.UTF_8), MINUTE));
    }

    private @Nullable String get(CacheStore where, String key) {
        byte[] value = done(where.get("r", key));
        return value == null ? null : new String(value, StandardCharsets.UTF_8);
    }

    @Test
    void whatOthersWriteIsSeen() {
        put(store, "a", "1");
        put(far, "a", "2");
        assertThat(get(store, "a")).isEqualTo("2");
        done(far.remove("r", "a"));
        assertThat(get(store, "a")).isNull();
    }

    @Test
    void whatWasReadOrWrittenIsThereWhileTheOtherIsAway() {
        put(store, "a", "1");
        put(far, "b", "2");
        assertThat(get(store, "b")).isEqualTo("2");
        far.away = true;
        assertThat(get(store, "a")).isEqualTo("1");
        assertThat(get(store, "b")).isEqualTo("2");
        assertThat(get(store, "c")).isNull();
        assertThat(store.counts().away()).isEqualTo(3);
        pass(Duration.ofSeconds(31));
        assertThat(get(store, "a")).isEqualTo("1");
        assertThat(get(store, "b")).isNull();
    }

    @Test
    void whatWasWrittenMeanwhileIsNotUndoneByWhatIsOlder() {
        put(store, "a", "old");
        far.away = true;
        put(store, "a", "new");
        assertThat(get(store, "a")).isEqualTo("new");
        assertThat(store.owed()).isEqualTo(1);
        far.away = false;
        assertThat(get(store, "a")).isNull();
        assertThat(store.owed()).isZero();
        put(store, "a", "newer");
        assertThat(get(far, "a")).isEqualTo("newer");
    }

    @Test
    void whatWasRemovedMeanwhileDoesNotComeBack() {
        put(store, "a", "1");
        far.away = true;
        assertThatThrownBy(() -> done(store.remove("r", "a"))).hasCauseInstanceOf(StoreAwayException.class);
        assertThat(get(store, "a")).isNull();
        far.away = false;
        assertThat(get(store, "a")).isNull();
    }

    @Test
    void aRegionThatWasClearedMeanwhileStaysCleared() {
        put(store, "a", "1");
        far.away = true;
        assertThatThrownBy(() -> done(store.clear("r"))).hasCauseInstanceOf(StoreAwayException.class);
        far.away = false;
        put(store, "b", "2");
        assertThat(get(far, "a")).isNull();
        assertThat(get(store, "b")).isEqualTo("2");
    }

    @Test
    void doesNotPromiseMoreThanItCanRemember() {
        far.away = true;
        for (int i = 0; i < 1_000; i++) {
            done(store.put("region-" + i, "a", new byte[0], MINUTE));
        }
        assertThatThrownBy(() -> done(store.put("one-more", "a", new byte[0], MINUTE)))
                .hasCauseInstanceOf(StoreAwayException.class);
        assertThat(store.owed()).isEqualTo(1_000);
    }
}
