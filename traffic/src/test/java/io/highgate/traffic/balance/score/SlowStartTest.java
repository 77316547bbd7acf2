package io.highgate.traffic.balance.score;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class SlowStartTest {

    private static final long SECOND = 1_000_000_000;

    private final SlowStart even = new SlowStart(Duration.ofSeconds(10), 1, 0.1);

    @Test
    void theWeightGrowsEvenlyFromTheLeastToTheWhole() {
        assertThat(even.share(0)).isEqualTo(0.1);
        assertThat(even.share(SECOND)).isCloseTo(0.1, within(1e-9));
        assertThat(even.share(5 * SECOND)).isCloseTo(0.5, within(1e-9));
        assertThat(even.share(10 * SECOND)).isEqualTo(1);
        assertThat(even.isOver(10 * SECOND - 1)).isFalse();
        assertThat(even.isOver(10 * SECOND)).isTrue();
    }

    @Test
    void moreAggressionIsMoreEarlyOn() {
        SlowStart bold = new SlowStart(Duration.ofSeconds(10), 2, 0.1);
        assertThat(bold.share(25 * SECOND / 10)).isCloseTo(0.5, within(1e-9));
    }

    @Property
    void neverLeavesItsBoundsNorFallsBack(
            @ForAll long since,
            @ForAll @DoubleRange(min = 0.01, max = 10) double aggression,
            @ForAll @IntRange(min = 0, max = Integer.MAX_VALUE) int weight) {
        SlowStart start = new SlowStart(Duration.ofSeconds(30), aggression, 0.05);
        assertThat(start.share(since)).isBetween(0.05, 1.0);
        assertThat(start.share(Math.max(since, since + SECOND))).isGreaterThanOrEqualTo(start.share(since));
        assertThat(start.weight(weight, since)).isBetween(weight == 0 ? 0 : 1, Integer.MAX_VALUE);
    }

    @Test
    void weightsAreInUnits() {
        assertThat(even.weight(3, 20 * SECOND)).isEqualTo(3_000);
        assertThat(even.weight(3, 5 * SECOND)).isEqualTo(1_500);
        assertThat(SlowStart.NONE.weight(3, 0)).isEqualTo(3_000);
        assertThat(SlowStart.NONE.weight(3, -1)).isEqualTo(3_000);
        assertThat(SlowStart.NONE.weight(-3, 0)).isZero();
        assertThat(new SlowStart(Duration.ofSeconds(10), 1, 1e-9).weight(1, 0)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void anAggressionThatIsNoneIsRefused(double aggression) {
        assertThatThrownBy(() -> new SlowStart(Duration.ofSeconds(1), aggression, 0.1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, 1.1})
    void aLeastShareOutsideIsRefused(double least) {
        assertThatThrownBy(() -> new SlowStart(Duration.ofSeconds(1), 1, least))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aWindowBelowZeroIsRefused() {
        assertThatThrownBy(() -> new SlowStart(Duration.ofSeconds(-1), 1, 0.1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
