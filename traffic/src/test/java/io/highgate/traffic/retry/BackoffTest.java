package io.highgate.traffic.retry;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BackoffTest {

    private static final long MILLI = 1_000_000;

    private final Backoff backoff = new Backoff(Duration.ofMillis(25), Duration.ofSeconds(1));

    @Test
    void theCeilingDoublesUpToTheLongest() {
        assertThat(backoff.nanos(1, 1)).isEqualTo(50 * MILLI);
        assertThat(backoff.nanos(2, 1)).isEqualTo(100 * MILLI);
        assertThat(backoff.nanos(3, 0.5)).isEqualTo(112_500_000);
        assertThat(backoff.nanos(9, 1)).isEqualTo(1_000 * MILLI);
        assertThat(backoff.nanos(9, 0)).isEqualTo(25 * MILLI);
    }

    @Property
    void staysBetweenItsBounds(
            @ForAll int retry,
            @ForAll @DoubleRange(min = 0, max = 1) double random,
            @ForAll @IntRange(min = 0) int min) {
        Duration shortest = Duration.ofNanos(min);
        Backoff any = new Backoff(shortest, shortest.plusMillis(700));
        assertThat(any.nanos(retry, random)).isBetween((long) min, min + 700L * MILLI);
    }

    @Test
    void withoutAMinimumTheFirstRetryIsMadeAtOnce() {
        Backoff eager = new Backoff(Duration.ZERO, Duration.ofSeconds(1));
        assertThat(eager.nanos(1, 1)).isZero();
        assertThat(eager.nanos(2, 1)).isEqualTo(4 * MILLI);
    }

    @Test
    void aRandomNumberThatIsNoneMeansTheCeiling() {
        assertThat(backoff.nanos(1, Double.NaN)).isEqualTo(50 * MILLI);
        assertThat(backoff.nanos(1, -1)).isEqualTo(50 * MILLI);
        assertThat(backoff.nanos(1, 17)).isEqualTo(50 * MILLI);
    }

    @Test
    void boundsThatMakeNoSenseAreRefused() {
        Duration second = Duration.ofSeconds(1);
        assertThatThrownBy(() -> new Backoff(second, Duration.ofMillis(1))).hasMessageContaining("below min");
        assertThatThrownBy(() -> new Backoff(second.negated(), second)).hasMessageContaining("min must");
        assertThatThrownBy(() -> new Backoff(second, Duration.ofDays(2))).hasMessageContaining("max must");
    }
}
