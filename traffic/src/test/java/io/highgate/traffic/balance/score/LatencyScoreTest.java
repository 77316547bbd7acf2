package io.highgate.traffic.balance.score;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class LatencyScoreTest {

    private static final long SECOND = 1_000_000_000;
    private static final long MILLISECOND = 1_000_000;

    private final LatencyScore score = new LatencyScore(LatencyScore.USUAL_DECAY, 0);

    @Test
    void nothingIsKnownOfWhoHasNeverAnswered() {
        assertThat(score.cost(0)).isZero();
        assertThat(score.cost(5 * SECOND)).isZero();
    }

    @Test
    void aPeakIsBelievedAtOnce() {
        score.record(0, MILLISECOND);
        score.record(1, 800 * MILLISECOND);
        assertThat(score.cost(1)).isEqualTo(800 * MILLISECOND);
    }

    @Test
    void aPeakIsForgottenSlowly() {
        score.record(0, 800 * MILLISECOND);
        score.record(SECOND, MILLISECOND);
        // e^-0.1 of it are left
        assertThat((double) score.cost(SECOND)).isCloseTo(724e6, within(1e6));
        for (int second = 2; second <= 100; second++) {
            score.record(second * SECOND, MILLISECOND);
        }
        assertThat((double) score.cost(100 * SECOND)).isCloseTo(1e6, within(0.05e6));
    }

    @Test
    void silenceFadesToNearlyNothingAndNeverToUnknown() {
        score.record(0, 100 * MILLISECOND);
        assertThat((double) score.cost(10 * SECOND)).isCloseTo(100e6 / Math.E, within(1e6));
        assertThat(score.cost(3_600 * SECOND)).isEqualTo(1);
        assertThat(score.cost(Long.MAX_VALUE)).isEqualTo(1);
    }

    @Property
    void theAverageIsAmongWhatWasMeasured(
            @ForAll @Size(min = 1, max = 50) List<@LongRange(min = 1_000, max = 1_000_000_000) Long> trips,
            @ForAll @IntRange(min = 0, max = 1_000_000_000) int gap) {
        LatencyScore any = new LatencyScore(Duration.ofSeconds(1), -7);
        long now = -7;
        long least = Long.MAX_VALUE;
        long most = 0;
        for (long trip : trips) {
            now += gap;
            any.record(now, trip);
            least = Math.min(least, trip);
            most = Math.max(most, trip);
            assertThat(any.cost(now)).isBetween(least - 1, most);
        }
    }

    @Test
    void aClockThatIsReadOutOfOrderDoesNoHarm() {
        score.record(5 * SECOND, 10 * MILLISECOND);
        score.record(SECOND, 5 * MILLISECOND);
        assertThat(score.cost(SECOND)).isEqualTo(10 * MILLISECOND);
        score.record(6 * SECOND, -5);
        assertThat(score.cost(6 * SECOND)).isBetween(1L, 10 * MILLISECOND);
    }

    @Test
    void aClockMayWrapAround() {
        LatencyScore late = new LatencyScore(Duration.ofSeconds(10), Long.MAX_VALUE - 10);
        late.record(Long.MAX_VALUE - 5, 1_000);
        late.record(Long.MIN_VALUE + 5, 500);
        assertThat(late.cost(Long.MIN_VALUE + 5)).isBetween(990L, 1_000L);
    }

    /** However many record at once, no peak is lost. */
    @Test
    void theHighestOfManyThreadsCounts() {
        try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
            for (int thread = 0; thread < 4; thread++) {
                int first = thread;
                pool.execute(() -> {
                    for (int i = first; i < 40_000; i += 4) {
                        score.record(0, 1 + i * 1_000L);
                    }
                });
            }
        }
        assertThat(score.cost(0)).isEqualTo(1 + 39_999 * 1_000L);
    }

    @Test
    void aDecayOfNothingIsRefused() {
        assertThatThrownBy(() -> new LatencyScore(Duration.ZERO, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LatencyScore(Duration.ofMillis(-1), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("longer than nothing");
    }
}
