package io.highgate.traffic.balance.table;

import io.highgate.traffic.hash.Draw;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SharesTest {

    private static Weighted weighted(int... weights) {
        return Weighted.of(weights.length, i -> i, i -> weights[i]);
    }

    /** Against the plain definition: walk along the line until the position is passed. */
    @Property
    void aNumberFallsWhereTheLineSays(
            @ForAll @Size(min = 1, max = 50) List<@IntRange(min = 1, max = Integer.MAX_VALUE) Integer> of,
            @ForAll long number) {
        int[] weights = of.stream().mapToInt(Integer::intValue).toArray();
        long total = Arrays.stream(weights).asLongStream().sum();
        for (long each : new long[] {number, 0, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
            long position = Draw.below(each, total);
            int expected = 0;
            for (long end = weights[0]; end <= position; end += weights[++expected]) {}
            assertThat(Shares.of(weighted(weights)).at(each)).isEqualTo(expected);
        }
    }

    @Test
    void aLineMayBeLongerThanItsPiecesAreEven() {
        int[] weights = new int[10_000];
        Arrays.fill(weights, 1);
        weights[9_999] = Integer.MAX_VALUE;
        Shares shares = Shares.of(weighted(weights));
        assertThat(shares.at(0)).isZero();
        assertThat(shares.at(-1)).isEqualTo(9_999);
        assertThat(shares.at(Long.MIN_VALUE)).isEqualTo(9_999);
        // the 5,000th of 2^31 + 9,998 pieces
        assertThat(shares.at((1L << 33) * 5_000)).isCloseTo(5_000, org.assertj.core.data.Offset.offset(1));
    }

    @Test
    void nobodyHasNoShare() {
        assertThat(Shares.of(weighted()).at(5)).isEqualTo(-1);
    }

    @Test
    void whoeverHasNoWeightHasNoShareUnlessNobodyHas() {
        Shares shares = Shares.of(weighted(0, 3, -5, 3));
        assertThat(shares.at(0)).isEqualTo(1);
        assertThat(shares.at(-1)).isEqualTo(3);
        assertThat(Shares.of(weighted(0, -2)).at(-1)).isEqualTo(1);
    }
}
