package io.highgate.store.sql.connect;

import io.highgate.testkit.FakeTime;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PoolWatchTest {

    private final PoolWatch watch =
            new PoolWatch("a database", new Surroundings(new FakeTime(), new Random(1), duration -> {}));

    private boolean crowded(int waiting) {
        watch.see(waiting);
        return watch.figures(1, 2, waiting).crowded();
    }

    @Test
    void isCrowdedFromSixOnUntilNobodyWaits() {
        assertThat(crowded(5)).isFalse();
        assertThat(crowded(6)).isTrue();
        assertThat(crowded(1)).isTrue();
        assertThat(crowded(0)).isFalse();
        assertThat(crowded(5)).isFalse();
    }

    @Test
    void countsWhatHappens() {
        watch.recordConnectionAcquiredNanos(3);
        watch.recordConnectionAcquiredNanos(4);
        watch.recordConnectionTimeout();
        assertThat(watch.figures(1, 2, 3)).isEqualTo(new PoolFigures(1, 2, 3, 2, Duration.ofNanos(7), 1, false));
    }
}
