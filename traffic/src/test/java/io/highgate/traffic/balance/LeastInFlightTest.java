package io.highgate.traffic.balance;

import io.highgate.traffic.hash.Hashing;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LeastInFlightTest {

    @Test
    void takesTheOneWithTheFewest() {
        LeastInFlight balancer = new LeastInFlight();
        assertThat(Group.withInFlight(3, 1, 2).choices(balancer, 5)).containsOnly(1);
        assertThat(Group.withInFlight(3, 1, 2).down(1).choices(balancer, 5)).containsOnly(2);
        assertThat(balancer.choose(Group.withInFlight(0).down(0), 0)).isEqualTo(Balancer.NONE);
    }

    /** As LeastConnection of Ocelot: with up to eight of one weight it is exact. */
    @Property
    void isExactAmongFew(@ForAll @Size(min = 1, max = 8) List<@IntRange(min = 0, max = 50) Integer> inFlight) {
        Group group =
                Group.withInFlight(inFlight.stream().mapToInt(Integer::intValue).toArray());
        int fewest = Arrays.stream(group.inFlight).min().orElseThrow();
        for (int chosen : group.choices(new LeastInFlight(), 20)) {
            assertThat(group.inFlight[chosen]).isEqualTo(fewest);
        }
    }

    @Test
    void takesTurnsAmongEquals() {
        assertThat(new Group(3).choices(new LeastInFlight(), 6)).containsExactly(0, 1, 2, 0, 1, 2);
    }

    @Test
    void anIdleGroupIsUsedByWeight() {
        assertThat(Group.weighing(5, 1, 2).counts(new LeastInFlight(), 800)).containsExactly(500, 100, 200);
    }

    @Test
    void theHeavyOneCarriesMoreAtOnce() {
        Group group = Group.weighing(1, 3);
        loadWith(group, new LeastInFlight(), 400);
        assertThat(group.inFlight[1]).isBetween(297, 303);
    }

    private static void loadWith(Group group, Balancer balancer, int requests) {
        for (int i = 0; i < requests; i++) {
            group.inFlight[balancer.choose(group, Hashing.mix(i))]++;
        }
    }

    /** The law of two choices: the fullest is a few above the mean, where pure chance is far above. */
    @Test
    void twoChoicesKeepAThousandNearlyEven() {
        Group group = new Group(1_000);
        loadWith(group, new LeastInFlight(), 20_000);
        assertThat(Arrays.stream(group.inFlight).max().orElseThrow()).isLessThanOrEqualTo(25);
        assertThat(Arrays.stream(group.inFlight).min().orElseThrow()).isGreaterThanOrEqualTo(13);
        Group byChance = new Group(1_000);
        loadWith(byChance, new WeightedRandom(), 20_000);
        assertThat(Arrays.stream(byChance.inFlight).max().orElseThrow()).isGreaterThan(30);
    }

    @Test
    void twoChoicesFollowTheWeights() {
        Group group = new Group(100);
        Arrays.setAll(group.weights, i -> i < 50 ? 1 : 4);
        loadWith(group, new LeastInFlight(), 2_500);
        assertThat(Arrays.stream(group.inFlight, 50, 100).sum()).isBetween(1_900, 2_100);
        Group idle = new Group(100);
        Arrays.setAll(idle.weights, i -> i < 50 ? 1 : 4);
        int[] counts = idle.counts(new LeastInFlight(), 100_000);
        assertThat(Arrays.stream(counts, 0, 50).sum()).isBetween(19_000, 21_000);
        assertThat(Arrays.stream(counts).min().orElseThrow()).isGreaterThan(300);
    }

    /** With nearly all weight on one, drawing a rival for it must not go on for ever. */
    @Test
    void oneThatHasNearlyAllWeightIsChosen() {
        Group group = new Group(100);
        group.weights[7] = 1_000_000_000;
        group.inFlight[7] = 5;
        assertThat(group.choices(new LeastInFlight(), 1_000)).containsOnly(7);
    }

    @Test
    void avoidsTheLoadedOnesWhenManyThreadsAsk() throws Exception {
        Group group = new Group(64);
        Arrays.fill(group.inFlight, 0, 8, 1_000);
        Arrays.fill(group.inFlight, 8, 64, 1);
        int[] counts = ManyThreads.counts(new LeastInFlight(), group, 4, 20_000);
        assertThat(Arrays.stream(counts).sum()).isEqualTo(80_000);
        // only where both that are drawn are loaded: (1/8)^2
        assertThat(Arrays.stream(counts, 0, 8).sum()).isBetween(600, 2_000);
    }
}
