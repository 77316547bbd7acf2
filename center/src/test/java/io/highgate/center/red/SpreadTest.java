package io.highgate.center.red;

import java.util.Random;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A spread says the same as the histogram that it was made of. */
class SpreadTest {

    private static Histogram some(long seed) {
        Random random = new Random(seed);
        Histogram histogram = Durations.none();
        for (int i = 0; i < 2_000; i++) {
            long micros = 1L << random.nextInt(29);
            histogram.recordValueWithCount(micros + random.nextLong(micros), 1L << random.nextInt(30));
        }
        histogram.recordValue(0);
        histogram.recordValue(Durations.MOST);
        return histogram;
    }

    private static void same(Spread spread, Histogram histogram) {
        assertThat(spread.count()).isEqualTo(histogram.getTotalCount());
        for (double percent : new double[] {0, 1, 33.3, 50, 90, 99, 99.99, 100}) {
            assertThat(spread.at(percent))
                    .as("at " + percent)
                    .isEqualTo(histogram.medianEquivalentValue(histogram.getValueAtPercentile(percent)));
        }
    }

    @Test
    void itHasThePercentilesOfItsHistogram() {
        for (long seed = 0; seed < 50; seed++) {
            same(Spread.of(some(seed)), some(seed));
        }
    }

    @Test
    void whatWasAddedIsTakenOffAgain() {
        for (long seed = 0; seed < 50; seed++) {
            Histogram both = some(seed);
            both.add(some(seed + 1_000));
            Spread one = Spread.of(some(seed));
            Spread other = Spread.of(some(seed + 1_000));

            same(one.plus(other), both);
            assertThat(one.plus(other).minus(other)).isEqualTo(one);
            assertThat(one.minus(one)).isEqualTo(Spread.NONE);
        }
    }

    @Test
    void noneIsNothing() {
        Spread one = Spread.of(some(1));

        assertThat(Spread.of(Durations.none())).isEqualTo(Spread.NONE);
        assertThat(Spread.NONE.at(99)).isZero();
        assertThat(one.plus(Spread.NONE)).isEqualTo(one);
        assertThat(Spread.NONE.plus(one)).isEqualTo(one);
        assertThat(one.minus(Spread.NONE)).isEqualTo(one);
    }
}
