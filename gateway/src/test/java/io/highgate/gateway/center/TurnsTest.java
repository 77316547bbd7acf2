package io.highgate.gateway.center;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Which center is asked, and when. */
class TurnsTest {

    private static final long MILLI = 1_000_000;

    private static Turns turns(int centers, int seed) {
        return new Turns(centers, 2, Duration.ofMillis(200), new SplittableRandom(seed));
    }

    @Test
    void anyOfThemIsFirst() {
        Set<Integer> first = new HashSet<>();
        for (int seed = 0; seed < 100; seed++) {
            first.add(turns(3, seed).turn());
        }
        assertThat(first).containsExactlyInAnyOrder(0, 1, 2);
    }

    @Test
    void allHaveTheirTurnAndTheWaitsGrow() {
        Turns turns = turns(3, 1);
        Set<Integer> asked = new HashSet<>();
        for (int failure = 1; failure <= 20; failure++) {
            asked.add(turns.turn());
            assertThat(turns.areAway()).isEqualTo(failure > 3);
            long ceiling = Math.min(100L << failure, 10_000) * MILLI;
            assertThat(turns.failed(0)).isBetween(100 * MILLI, ceiling);
        }
        assertThat(asked).hasSize(3);
    }

    @Test
    void gatewaysDoNotComeAtOnce() {
        Set<Long> waits = new HashSet<>();
        for (int seed = 0; seed < 100; seed++) {
            waits.add(turns(1, seed).failed(0) / MILLI);
        }
        assertThat(waits).hasSizeGreaterThan(50);
    }

    @Test
    void oneThatLastedIsAFreshStartAndOneThatDidNotIsNone() {
        Turns turns = turns(1, 1);
        for (int i = 0; i < 10; i++) {
            turns.failed(Duration.ofSeconds(1).toNanos());
        }
        assertThat(turns.areAway()).isTrue();
        assertThat(turns.failed(Turns.LASTING.toNanos())).isLessThanOrEqualTo(200 * MILLI);
        assertThat(turns.areAway()).isFalse();
    }
}
