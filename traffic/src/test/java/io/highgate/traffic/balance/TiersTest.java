package io.highgate.traffic.balance;

import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class TiersTest {

    private static final int REQUESTS = 20_000;

    /** Tiers of 100 each. */
    private static Tiers tiers(int count) {
        int[] tierOf = IntStream.range(0, 100 * count).map(i -> i / 100).toArray();
        return new Tiers(tierOf, Tiers.USUAL_OVERPROVISIONING, new RoundRobin());
    }

    private static double[] percent(int... usableOfEach) {
        Group group = new Group(100 * usableOfEach.length);
        for (int tier = 0; tier < usableOfEach.length; tier++) {
            Arrays.fill(group.usable, 100 * tier + usableOfEach[tier], 100 * tier + 100, false);
        }
        int[] counts = group.counts(tiers(usableOfEach.length), REQUESTS);
        return IntStream.range(0, usableOfEach.length)
                .mapToDouble(tier ->
                        Arrays.stream(counts, 100 * tier, 100 * tier + 100).sum() * 100.0 / REQUESTS)
                .toArray();
    }

    /** The table that Envoy publishes for two priority levels. */
    @ParameterizedTest
    @CsvSource({
        "100, 100, 100",
        "72, 72, 100",
        "71, 71, 99",
        "50, 50, 70",
        "25, 100, 35",
        "25, 25, 50",
        "0, 100, 0",
        "72, 0, 100",
        "5, 65, 7"
    })
    void sharesTrafficAsEnvoyPublishes(int firstUsable, int secondUsable, double percentOfFirst) {
        double[] percent = percent(firstUsable, secondUsable);
        assertThat(percent[0]).isCloseTo(percentOfFirst, within(1.5));
        assertThat(percent[0] + percent[1]).isCloseTo(100, within(1e-6));
    }

    /** The same of three. */
    @ParameterizedTest
    @CsvSource({
        "100, 100, 100, 100, 0, 0", "72, 72, 100, 100, 0, 0", "71, 71, 100, 99, 1, 0", "50, 50, 100, 70, 30, 0",
        "25, 100, 100, 35, 65, 0", "25, 25, 100, 35, 35, 30", "25, 25, 20, 36, 36, 28", "0, 0, 10, 0, 0, 100"
    })
    void sharesTrafficAmongThreeAsEnvoyPublishes(int a, int b, int c, double ofA, double ofB, double ofC) {
        assertThat(percent(a, b, c)).containsExactly(new double[] {ofA, ofB, ofC}, within(1.5));
    }

    @Test
    void anyNumbersAreTiers() {
        Tiers tiers = new Tiers(new int[] {7, -3, 7, Integer.MAX_VALUE}, 1.4, new RoundRobin());
        Group group = new Group(4);
        assertThat(group.choices(tiers, 20)).containsOnly(1);
        assertThat(group.down(1).choices(tiers, 20)).containsOnly(0, 2);
        assertThat(group.down(0, 2).choices(tiers, 20)).containsOnly(3);
        assertThat(tiers.choose(group.down(3), 1)).isEqualTo(Balancer.NONE);
    }

    /** Health is counted weight by weight: who carries most of the tier is most of its health. */
    @Test
    void theWeightsAreWhatCounts() {
        Tiers tiers = new Tiers(new int[] {0, 0, 1}, 1.4, new RoundRobin());
        Group group = Group.weighing(9, 1, 10);
        assertThat(group.down(1).counts(tiers, REQUESTS)).containsExactly(REQUESTS, 0, 0);
        group.usable[1] = true;
        int[] counts = group.down(0).counts(tiers, REQUESTS);
        assertThat(counts[1] * 100.0 / REQUESTS).isCloseTo(14, within(1.5));
        assertThat(counts[0]).isZero();
    }

    /** Health that has changed since it was counted must not hide whoever is left. */
    @Property(tries = 20)
    void findsWhoIsLeftThoughTheCountIsOld(@ForAll @IntRange(min = 0, max = 299) int left) {
        Tiers tiers = tiers(3);
        Group group = new Group(300);
        group.counts(tiers, 50);
        group.onlyUsable(left);
        assertThat(group.choices(tiers, 5)).containsOnly(left);
    }

    /** With a key that sticks, only so many keys leave the tier as must, and always the same. */
    @Test
    void keysStayInTheirTierWhileItServesThem() {
        Tiers tiers = new Tiers(
                IntStream.range(0, 20).map(i -> i / 10).toArray(), 1.4, new ConsistentHash(ConsistentHash.UNBOUNDED));
        Group group = new Group(20);
        int[] before = group.choices(tiers, 2_000);
        int[] after = group.down(0, 1, 2, 3).choices(tiers, 2_000);
        for (int i = 0; i < before.length; i++) {
            assertThat(after[i] == before[i] || before[i] < 4 || after[i] >= 10).isTrue();
        }
        assertThat(Arrays.stream(after).filter(i -> i >= 10).count()).isBetween(200L, 440L);
    }

    @Test
    void noEndpointsAreNoTiers() {
        assertThat(new Tiers(new int[0], 1.4, new First()).choose(new Group(3), 1))
                .isEqualTo(Balancer.NONE);
        assertThat(tiers(2).choose(new Group(0), 1)).isEqualTo(Balancer.NONE);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.99, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void anOverprovisioningBelowOneIsRefused(double factor) {
        assertThatThrownBy(() -> new Tiers(new int[1], factor, new First()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 1");
    }
}
