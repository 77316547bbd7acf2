package io.highgate.store.contract;

import io.highgate.store.config.ConfigVersion;
import io.highgate.store.config.ConfigVersions;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What every keeper of published configurations promises. The store is new for each test. */
public abstract class ConfigVersionsContract {

    private static final Instant THEN = Instant.parse("2026-01-02T03:04:05.678Z");

    protected abstract ConfigVersions store();

    private static ConfigVersion version(long number) {
        return new ConfigVersion(number, "routes: []\n# " + number, "admin", THEN.plusSeconds(number), "because");
    }

    private void published(int count) {
        for (int i = 1; i <= count; i++) {
            assertThat(store().append(version(i))).isTrue();
        }
    }

    @Test
    void theFirstIsOneAndNoneIsLeftOut() {
        assertThat(store().last()).isNull();
        assertThat(store().append(version(2))).isFalse();
        published(2);
        assertThat(store().append(version(2))).isFalse();
        assertThat(store().append(version(4))).isFalse();
        assertThat(store().last()).isEqualTo(version(2));
    }

    @Test
    void allAreKept() {
        published(4);
        assertThat(store().find(1)).isEqualTo(version(1));
        assertThat(store().find(9)).isNull();
        assertThat(store().before(4, 2)).containsExactly(version(3), version(2));
        assertThat(store().before(1, 2)).isEmpty();
    }

    @Test
    void amongManyWhoPublishTheSameOneDoes() {
        published(1);
        long done = IntStream.range(0, 32)
                .parallel()
                .filter(i -> store().append(version(2)))
                .count();
        assertThat(done).isEqualTo(1);
    }
}
