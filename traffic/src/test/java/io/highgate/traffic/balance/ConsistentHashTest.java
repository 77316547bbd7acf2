package io.highgate.traffic.balance;

import io.highgate.traffic.hash.Hashing;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class ConsistentHashTest {

    private static ConsistentHash usual() {
        return new ConsistentHash(ConsistentHash.USUAL_FACTOR);
    }

    @Test
    void theSameKeyAlwaysComesToTheSameEndpoint() {
        Group group = new Group(50);
        assertThat(group.choices(usual(), 1_000)).isEqualTo(group.choices(usual(), 1_000));
        assertThat(Arrays.stream(group.choices(usual(), 1_000)).distinct().count())
                .isEqualTo(50);
    }

    /** Several gateways agree, in whatever order they were told of the endpoints. */
    @Test
    void theOrderOfEndpointsDoesNotMatter() {
        Group group = new Group(20);
        Group reversed = new Group(20);
        Arrays.setAll(reversed.identities, i -> group.identities[19 - i]);
        int[] there = group.choices(usual(), 1_000);
        int[] here = reversed.choices(usual(), 1_000);
        assertThat(Arrays.stream(here).map(i -> 19 - i).toArray()).isEqualTo(there);
    }

    @Property(tries = 40)
    void onlyTheKeysOfWhoLeavesMove(
            @ForAll @Size(min = 2, max = 32) List<@IntRange(min = 1, max = 1000) Integer> weights,
            @ForAll @IntRange(min = 0, max = 31) int which) {
        Group before =
                Group.weighing(weights.stream().mapToInt(Integer::intValue).toArray());
        int leaving = which % before.size();
        Group after = before.without(leaving);
        int[] old = before.choices(usual(), 2_000);
        int[] now = after.choices(usual(), 2_000);
        for (int i = 0; i < old.length; i++) {
            if (old[i] != leaving) {
                assertThat(after.identities[now[i]]).isEqualTo(before.identities[old[i]]);
            }
        }
    }

    /** Read backwards: whoever joins takes keys, and no key moves between those that were there. */
    @Property(tries = 40)
    void aHeavierEndpointOnlyGains(
            @ForAll @Size(min = 2, max = 20) List<@IntRange(min = 1, max = 100) Integer> weights) {
        Group before =
                Group.weighing(weights.stream().mapToInt(Integer::intValue).toArray());
        Group after = Group.weighing(before.weights);
        after.weights[0] *= 3;
        int[] old = before.choices(usual(), 2_000);
        int[] now = after.choices(usual(), 2_000);
        for (int i = 0; i < old.length; i++) {
            assertThat(now[i]).isIn(0, old[i]);
        }
    }

    @Test
    void onlyTheKeysOfWhoIsOutMoveAndTheyGoToAllOthers() {
        Group group = new Group(10);
        int[] old = group.choices(usual(), 10_000);
        int[] now = group.down(4).choices(usual(), 10_000);
        int[] heirs = new int[10];
        for (int i = 0; i < old.length; i++) {
            if (old[i] == 4) {
                heirs[now[i]]++;
            } else {
                assertThat(now[i]).isEqualTo(old[i]);
            }
        }
        int inherited = Arrays.stream(heirs).sum();
        assertThat(heirs[4]).isZero();
        assertThat(IntStream.range(0, 10)
                        .filter(i -> i != 4)
                        .map(i -> heirs[i])
                        .min()
                        .orElseThrow())
                .isGreaterThan(inherited / 9 / 2);
        group.usable[4] = true;
        assertThat(group.choices(usual(), 10_000)).isEqualTo(old);
    }

    @Property(tries = 30)
    void sharesFollowTheWeights(@ForAll @Size(min = 2, max = 8) List<@IntRange(min = 1, max = 5) Integer> weights) {
        Group group =
                Group.weighing(weights.stream().mapToInt(Integer::intValue).toArray());
        double total = Arrays.stream(group.weights).sum();
        int[] counts = group.counts(usual(), 40_000);
        for (int i = 0; i < counts.length; i++) {
            double share = group.weights[i] / total;
            // five standard deviations of 4,096 slots thrown, and of 40,000 keys
            double tolerance = 5 * Math.sqrt(share * (1 - share) * (1.0 / 4_096 + 1.0 / 40_000));
            assertThat(counts[i] / 40_000.0).isCloseTo(share, within(tolerance));
        }
    }

    /** One key that everybody wants must not fill its endpoint: others help out, and no more than must. */
    @Property(tries = 40)
    void nobodyHasMoreUnderWayThanTheFactorTimesItsPart(
            @ForAll @IntRange(min = 1, max = 15) int size, @ForAll @IntRange(min = 1, max = 400) int requests) {
        Group group = new Group(size);
        ConsistentHash balancer = usual();
        for (int i = 0; i < requests; i++) {
            group.inFlight[balancer.choose(group, 42)]++;
        }
        int most = Arrays.stream(group.inFlight).max().orElseThrow();
        assertThat(most).isLessThanOrEqualTo((int) Math.ceil(1.25 * requests / size));
    }

    @Test
    void theBoundHoldsByWeightAndAmongTheUsable() {
        Group group = Group.weighing(1, 2, 5, 4).down(3);
        ConsistentHash balancer = usual();
        for (int i = 0; i < 800; i++) {
            group.inFlight[balancer.choose(group, 42)]++;
        }
        for (int i = 0; i < 3; i++) {
            assertThat(group.inFlight[i]).isLessThanOrEqualTo((int) Math.ceil(1.25 * 800 * group.weights[i] / 8));
        }
    }

    /** Of a thousand the load is counted now and then only; the bound may be off by that little. */
    @Test
    void theBoundHoldsNearlyAmongAThousand() {
        Group group = new Group(1_000);
        ConsistentHash balancer = usual();
        for (int i = 0; i < 20_000; i++) {
            group.inFlight[balancer.choose(group, Hashing.mix(i % 10))]++;
        }
        assertThat(Arrays.stream(group.inFlight).max().orElseThrow()).isLessThanOrEqualTo(26);
    }

    @Test
    void withoutABoundAKeyStays() {
        Group group = new Group(10);
        ConsistentHash balancer = new ConsistentHash(ConsistentHash.UNBOUNDED);
        int owner = balancer.choose(group, 42);
        group.inFlight[owner] = 1_000_000;
        assertThat(balancer.choose(group, 42)).isEqualTo(owner);
    }

    /** A key stays with its endpoint also where only looking at all finds one. */
    @Test
    void keysStayAmongTheFewThatAreLeft() {
        Group group = new Group(5_000).onlyUsable(3);
        group.usable[77] = true;
        group.usable[4_000] = true;
        int[] old = group.choices(usual(), 500);
        assertThat(old).containsOnly(3, 77, 4_000);
        int[] now = group.down(77).choices(usual(), 500);
        for (int i = 0; i < old.length; i++) {
            assertThat(now[i]).isIn(old[i] == 77 ? new Object[] {3, 4_000} : new Object[] {old[i]});
        }
    }

    @Test
    void endpointsThatAreTheSameTwiceDoNoHarm() {
        Group group = new Group(600);
        Arrays.fill(group.identities, 7);
        assertThat(Arrays.stream(group.choices(usual(), 100))).allMatch(i -> i >= 0 && i < 600);
        assertThat(group.onlyUsable(599).choices(usual(), 100)).containsOnly(599);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 0, -1, Double.NaN, Double.NEGATIVE_INFINITY})
    void aFactorThatIsNotAboveOneIsRefused(double factor) {
        assertThatThrownBy(() -> new ConsistentHash(factor))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("above 1");
    }
}
