package io.highgate.traffic.balance.table;

import io.highgate.traffic.hash.Hashing;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SlotsTest {

    private static int[] slotsOfEach(int size, int bits) {
        Slots slots = Slots.of(Weighted.of(size, i -> i, i -> 1), Hashing::mix);
        int[] counts = new int[size];
        for (long slot = 0; slot < 1L << bits; slot++) {
            counts[slots.at(slot << Long.SIZE - bits)]++;
        }
        return counts;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 31, 32})
    void fewOwnSlotsEvenly(int size) {
        int[] counts = slotsOfEach(size, 12);
        double mean = 4_096.0 / size;
        assertThat(Arrays.stream(counts).allMatch(of -> Math.abs(of - mean) < 5 * Math.sqrt(mean)))
                .isTrue();
    }

    @Test
    void everyOneOfTenThousandOwnsSlots() {
        int[] counts = slotsOfEach(10_000, 18);
        assertThat(Arrays.stream(counts).min().orElseThrow()).isGreaterThan(4);
        assertThat(Arrays.stream(counts).max().orElseThrow()).isLessThan(60);
    }

    @Test
    void nobodyOwnsNothing() {
        assertThat(Slots.of(Weighted.of(0, i -> i, i -> 1), i -> i).at(-1)).isEqualTo(-1);
    }

    /** The step from 32 to 33 members is one of two where more moves than must. */
    @Test
    void betweenTheStepsOnlyTheNewOwnersGain() {
        Slots before = Slots.of(Weighted.of(33, i -> i, i -> 1), Hashing::mix);
        Slots after = Slots.of(Weighted.of(34, i -> i, i -> 1), Hashing::mix);
        int moved = 0;
        for (int key = 0; key < 20_000; key++) {
            int old = before.at(Hashing.mix(key));
            int now = after.at(Hashing.mix(key));
            assertThat(now).isIn(old, 33);
            moved += now == old ? 0 : 1;
        }
        assertThat(moved).isBetween(20_000 / 34 / 2, 20_000 / 34 * 2);
    }
}
