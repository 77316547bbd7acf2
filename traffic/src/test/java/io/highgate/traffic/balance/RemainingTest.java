package io.highgate.traffic.balance;

import io.highgate.traffic.hash.Hashing;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RemainingTest {

    private static int[] drawn(Remaining remaining, Group group, int draws) {
        int[] counts = new int[group.size()];
        for (int i = 0; i < draws; i++) {
            counts[remaining.at(group, Hashing.mix(i))]++;
        }
        return counts;
    }

    /** One of a ten-thousandth of the weight is in few samples, and has its share all the same. */
    @Test
    void drawsThoseThatAreUsableByWeight() {
        Group group = new Group(100).onlyUsable(3);
        group.usable[40] = true;
        group.usable[90] = true;
        group.weights[3] = 30_000;
        group.weights[40] = 9_900;
        group.weights[90] = 100;
        int[] counts = drawn(new Remaining(Part.ALL), group, 400_000);
        assertThat(counts[3]).isBetween(296_000, 304_000);
        assertThat(counts[40]).isBetween(95_000, 103_000);
        assertThat(counts[90]).isBetween(600, 1_400);
    }

    @Test
    void whoComesBackIsDrawnAfterHalfAsManyDrawsAsThereAreMembers() {
        Group group = new Group(100).onlyUsable(3);
        Remaining remaining = new Remaining(Part.ALL);
        assertThat(drawn(remaining, group, 20)[3]).isEqualTo(20);
        Arrays.fill(group.usable, true);
        drawn(remaining, group, 40);
        assertThat(Arrays.stream(drawn(remaining, group, 2_000)).filter(of -> of > 0))
                .hasSize(100);
    }

    @Test
    void nobodyIsDrawnWhereNobodyIsUsable() {
        Group group = new Group(20);
        Arrays.fill(group.usable, false);
        Remaining remaining = new Remaining(Part.ALL);
        assertThat(IntStream.range(0, 50).map(i -> remaining.at(group, Hashing.mix(i))))
                .containsOnly(Balancer.NONE);
        assertThat(new Remaining(Part.of()).at(group, 1)).isEqualTo(Balancer.NONE);
    }

    @Test
    void drawsAreOfUsableMembersWhenManyThreadsDraw() throws Exception {
        Group group = new Group(500);
        Arrays.fill(group.usable, false);
        IntStream.range(0, 25).forEach(i -> group.usable[20 * i] = true);
        int[] counts = ManyThreads.counts(new WeightedRandom(), group, 4, 25_000);
        assertThat(Arrays.stream(counts).sum()).isEqualTo(100_000);
        for (int i = 0; i < 25; i++) {
            assertThat(counts[20 * i]).isBetween(3_500, 4_500);
        }
    }
}
