package io.highgate.traffic.balance;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RoundRobinTest {

    private static Group weighing(List<Integer> weights) {
        return Group.weighing(weights.stream().mapToInt(Integer::intValue).toArray());
    }

    @Property
    void givesEachItsExactShareInEveryCycle(
            @ForAll @Size(min = 1, max = 8) List<@IntRange(min = 1, max = 20) Integer> weights) {
        Group group = weighing(weights);
        int total = Arrays.stream(group.weights).sum();
        RoundRobin balancer = new RoundRobin();
        for (int cycle = 0; cycle < 2; cycle++) {
            assertThat(group.counts(balancer, total)).containsExactly(group.weights);
        }
    }

    /** At any moment nobody is more than about one turn ahead of or behind its share. */
    @Property
    void isSmooth(@ForAll @Size(min = 2, max = 6) List<@IntRange(min = 1, max = 9) Integer> weights) {
        Group group = weighing(weights);
        double total = Arrays.stream(group.weights).sum();
        assertNobodyIsFarOff(group.choices(new RoundRobin(), (int) total), group.weights, group.size());
    }

    private static int[] assertNobodyIsFarOff(int[] chosen, int[] shares, double tolerance) {
        double total = Arrays.stream(shares).asLongStream().sum();
        int[] counts = new int[shares.length];
        for (int turn = 0; turn < chosen.length; turn++) {
            counts[chosen[turn]]++;
            for (int i = 0; i < shares.length; i++) {
                assertThat(Math.abs(counts[i] - (turn + 1.0) * shares[i] / total))
                        .isLessThan(tolerance);
            }
        }
        return counts;
    }

    /**
     * A dead endpoint's turns once went to whoever came next, who then had twice its share. In each
     * cycle of the healthy ones everybody now has exactly its weight, and is never far off in between.
     */
    @Property
    void sharesEvenlyAmongTheHealthy(
            @ForAll @Size(min = 2, max = 7) List<@IntRange(min = 1, max = 12) Integer> weights,
            @ForAll @Size(min = 7, max = 7) List<Boolean> out) {
        Group some = weighing(weights);
        IntStream.range(1, some.size()).filter(out::get).forEach(some::down);
        int divisor = Arrays.stream(some.weights).reduce(0, RoundRobinTest::greatestCommonDivisor);
        int[] shares = IntStream.range(0, some.size())
                .map(i -> some.usable[i] ? some.weights[i] / divisor : 0)
                .toArray();
        int[] chosen = some.choices(new RoundRobin(), 3 * Arrays.stream(shares).sum());
        assertThat(assertNobodyIsFarOff(chosen, shares, some.size()))
                .containsExactly(Arrays.stream(shares).map(it -> 3 * it).toArray());
    }

    private static int greatestCommonDivisor(int a, int b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }

    /** Weights whose turns would fill a table of gigabytes: nobody is off by more than a few turns. */
    @Property(tries = 30)
    void isSmoothWithAnyWeights(
            @ForAll @Size(min = 2, max = 30) List<@IntRange(min = 1, max = Integer.MAX_VALUE) Integer> weights) {
        Group group = weighing(weights);
        assertNobodyIsFarOff(group.choices(new RoundRobin(), 5_000), group.weights, 3 + Math.log(5_000));
    }

    @Property(tries = 30)
    void sharesEvenlyAmongTheHealthyWithAnyWeights(
            @ForAll @Size(min = 3, max = 30) List<@IntRange(min = 70_000, max = 1_000_000) Integer> weights) {
        Group group = weighing(weights).down(0);
        int[] shares = group.weights.clone();
        shares[0] = 0;
        assertNobodyIsFarOff(group.choices(new RoundRobin(), 5_000), shares, 3 + 2 * Math.log(5_000));
    }

    @Test
    void servesTenThousandOfDifferentWeights() {
        Group group = new Group(10_000);
        Arrays.setAll(group.weights, i -> 1 + i % 1_000);
        int[] counts = group.counts(new RoundRobin(), 5_005_000);
        assertThat(IntStream.range(0, 10_000).filter(i -> Math.abs(counts[i] - group.weights[i]) > 12))
                .isEmpty();
    }

    /** Whoever comes and goes, nobody that stays gets less than its share of all turns. */
    @Property
    void starvesNobodyWhileOthersComeAndGo(@ForAll @Size(min = 60, max = 120) List<Boolean> flips) {
        Group three = new Group(3);
        RoundRobin balancer = new RoundRobin();
        int[] counts = new int[3];
        for (boolean flip : flips) {
            three.usable[1] ^= flip;
            counts[balancer.choose(three, 0)]++;
        }
        assertThat(counts[0]).isGreaterThanOrEqualTo(flips.size() / 3);
        assertThat(counts[2]).isGreaterThanOrEqualTo(flips.size() / 3);
        assertThat(counts[1]).isLessThanOrEqualTo(flips.size() / 3 + 1);
        assertThat(Math.abs(counts[0] - counts[2])).isLessThanOrEqualTo(1);
    }

    @Test
    void sharesEvenlyAmongTheHealthyWhenManyThreadsAsk() throws Exception {
        int each = 30_000;
        Group four = Group.weighing(2, 1, 3, 1).down(2);
        RoundRobin balancer = new RoundRobin();
        // while the very first table is made, whoever does not make it chooses by lot: near, not exact
        balancer.prepare(four);
        int[] counts = ManyThreads.counts(balancer, four, 4, each);
        assertThat(counts).containsExactly(2 * each, each, 0, each);
    }

    @Test
    void doesNotAskTheHeavyOneInARow() {
        assertThat(Group.weighing(5, 1, 1).choices(new RoundRobin(), 7)).containsExactly(0, 0, 1, 0, 2, 0, 0);
    }

    @Test
    void skipsWhatIsNotUsable() {
        assertThat(Group.weighing(1, 5, 1).down(1).choices(new RoundRobin(), 50))
                .containsOnly(0, 2);
        assertThat(new RoundRobin().choose(new Group(2).down(0, 1), 0)).isEqualTo(Balancer.NONE);
    }

    @Test
    void followsWeightsThatChange() {
        Group group = Group.weighing(1, 1);
        RoundRobin balancer = new RoundRobin();
        assertThat(group.counts(balancer, 8)).containsExactly(4, 4);
        group.weights[0] = 3;
        assertThat(group.counts(balancer, 8)).as("until the version grows").containsExactly(4, 4);
        group.version++;
        assertThat(group.counts(balancer, 8)).containsExactly(6, 2);
    }

    @Test
    void goesOnWhenItsCounterWrapsAround() {
        for (int[] weights : new int[][] {{1, 2, 3}, {70_000, Integer.MAX_VALUE, 70_001}}) {
            RoundRobin balancer = new RoundRobin(Part.ALL, -50);
            Group group = Group.weighing(weights).down(1);
            assertThat(group.choices(balancer, 200)).containsOnly(0, 2);
            RoundRobin signed = new RoundRobin(Part.ALL, Integer.MAX_VALUE - 50);
            assertThat(group.choices(signed, 200)).containsOnly(0, 2);
        }
    }
}
