package io.highgate.traffic.balance;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class WeightedRandomTest {

    @Property(tries = 50)
    void givesEachItsShare(@ForAll @Size(min = 1, max = 10) List<@IntRange(min = 1, max = 1000) Integer> weights) {
        Group group =
                Group.weighing(weights.stream().mapToInt(Integer::intValue).toArray());
        assertShares(group, 40_000, IntStream.of(group.weights).sum());
    }

    private static void assertShares(Group group, int requests, double totalOfUsable) {
        int[] counts = group.counts(new WeightedRandom(), requests);
        for (int i = 0; i < counts.length; i++) {
            double share = group.usable[i] ? group.weights[i] / totalOfUsable : 0;
            // five standard deviations
            double tolerance = 5 * Math.sqrt(requests * share * (1 - share)) + 1;
            assertThat((double) counts[i]).isCloseTo(requests * share, within(tolerance));
        }
    }

    /** Where drawing finds nobody all are looked at; that must not change the shares. */
    @Test
    void givesTheFewThatAreLeftTheirShares() {
        Group group = new Group(5_000);
        group.onlyUsable(17).usable[4_000] = true;
        group.usable[4_001] = true;
        group.weights[17] = 3;
        group.weights[4_001] = 2;
        assertShares(group, 6_000, 6);
    }

    @Test
    void theKeyDecides() {
        Group group = new Group(100);
        WeightedRandom balancer = new WeightedRandom();
        assertThat(group.choices(balancer, 100)).isEqualTo(group.choices(balancer, 100));
    }
}
