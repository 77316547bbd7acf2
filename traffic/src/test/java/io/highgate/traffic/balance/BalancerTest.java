package io.highgate.traffic.balance;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BalancerTest {

    /** Endpoints as a balancer sees them, set by the test. */
    private static final class Fixed implements Candidates {

        private final boolean[] usable;
        private final int[] inFlight;

        private Fixed(int size) {
            usable = new boolean[size];
            inFlight = new int[size];
            Arrays.fill(usable, true);
        }

        private static Fixed withInFlight(int... counts) {
            Fixed fixed = new Fixed(counts.length);
            System.arraycopy(counts, 0, fixed.inFlight, 0, counts.length);
            return fixed;
        }

        private Fixed down(int... indexes) {
            Arrays.stream(indexes).forEach(i -> usable[i] = false);
            return this;
        }

        @Override
        public int size() {
            return usable.length;
        }

        @Override
        public boolean isUsable(int index) {
            return usable[index];
        }

        @Override
        public int inFlight(int index) {
            return inFlight[index];
        }
    }

    private static int[] choices(Balancer balancer, Candidates among, int count) {
        int[] chosen = new int[count];
        Arrays.setAll(chosen, i -> balancer.choose(among));
        return chosen;
    }

    @Property
    void roundRobinGivesEachItsExactShareInEveryCycle(
            @ForAll @Size(min = 1, max = 8) List<@IntRange(min = 1, max = 20) Integer> weights) {
        int[] of = weights.stream().mapToInt(Integer::intValue).toArray();
        int total = Arrays.stream(of).sum();
        RoundRobin balancer = new RoundRobin(of);
        for (int cycle = 0; cycle < 2; cycle++) {
            int[] counts = new int[of.length];
            for (int choice : choices(balancer, new Fixed(of.length), total)) {
                counts[choice]++;
            }
            assertThat(counts).containsExactly(of);
        }
    }

    /** At any moment nobody is more than about one turn ahead of or behind its share. */
    @Property
    void roundRobinIsSmooth(@ForAll @Size(min = 2, max = 6) List<@IntRange(min = 1, max = 9) Integer> weights) {
        int[] of = weights.stream().mapToInt(Integer::intValue).toArray();
        double total = Arrays.stream(of).sum();
        int[] counts = new int[of.length];
        int[] chosen = choices(new RoundRobin(of), new Fixed(of.length), (int) total);
        for (int turn = 0; turn < chosen.length; turn++) {
            counts[chosen[turn]]++;
            for (int i = 0; i < of.length; i++) {
                assertThat(Math.abs(counts[i] - (turn + 1) * of[i] / total)).isLessThan(of.length);
            }
        }
    }

    /**
     * A dead endpoint's turns once went to whoever came next, who then had twice its share. In each
     * cycle of the healthy ones everybody now has exactly its weight, and is never far off in between.
     */
    @Property
    void roundRobinSharesEvenlyAmongTheHealthy(
            @ForAll @Size(min = 2, max = 7) List<@IntRange(min = 1, max = 12) Integer> weights,
            @ForAll @Size(min = 7, max = 7) List<Boolean> out) {
        int[] of = weights.stream().mapToInt(Integer::intValue).toArray();
        Fixed some = new Fixed(of.length);
        for (int i = 1; i < of.length; i++) {
            if (out.get(i)) {
                some.down(i);
            }
        }
        int divisor = Arrays.stream(of).reduce(0, BalancerTest::greatestCommonDivisor);
        int[] shares = IntStream.range(0, of.length)
                .map(i -> some.usable[i] ? of[i] / divisor : 0)
                .toArray();
        double total = Arrays.stream(shares).sum();
        int[] counts = new int[of.length];
        int[] chosen = choices(new RoundRobin(of), some, 3 * (int) total);
        for (int turn = 0; turn < chosen.length; turn++) {
            counts[chosen[turn]]++;
            for (int i = 0; i < of.length; i++) {
                assertThat(Math.abs(counts[i] - (turn + 1) * shares[i] / total)).isLessThan(of.length);
            }
        }
        assertThat(counts)
                .containsExactly(Arrays.stream(shares).map(it -> 3 * it).toArray());
    }

    private static int greatestCommonDivisor(int a, int b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }

    /** Whoever comes and goes, nobody that stays gets less than its share of all turns. */
    @Property
    void roundRobinStarvesNobodyWhileOthersComeAndGo(@ForAll @Size(min = 60, max = 120) List<Boolean> flips) {
        Fixed three = new Fixed(3);
        RoundRobin balancer = new RoundRobin(1, 1, 1);
        int[] counts = new int[3];
        for (boolean flip : flips) {
            three.usable[1] ^= flip;
            counts[balancer.choose(three)]++;
        }
        assertThat(counts[0]).isGreaterThanOrEqualTo(flips.size() / 3);
        assertThat(counts[2]).isGreaterThanOrEqualTo(flips.size() / 3);
        assertThat(counts[1]).isLessThanOrEqualTo(flips.size() / 3 + 1);
        assertThat(Math.abs(counts[0] - counts[2])).isLessThanOrEqualTo(1);
    }

    @Test
    void roundRobinSharesEvenlyAmongTheHealthyWhenManyThreadsAsk() throws Exception {
        int each = 30_000;
        Fixed four = new Fixed(4).down(2);
        RoundRobin balancer = new RoundRobin(2, 1, 3, 1);
        AtomicIntegerArray counts = new AtomicIntegerArray(4);
        List<Thread> threads = IntStream.range(0, 4)
                .mapToObj(i -> new Thread(() -> {
                    for (int turn = 0; turn < each; turn++) {
                        counts.incrementAndGet(balancer.choose(four));
                    }
                }))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(counts.get(0)).isEqualTo(2 * each);
        assertThat(counts.get(1)).isEqualTo(each);
        assertThat(counts.get(2)).isZero();
        assertThat(counts.get(3)).isEqualTo(each);
    }

    @Test
    void roundRobinDoesNotAskTheHeavyOneInARow() {
        assertThat(choices(new RoundRobin(5, 1, 1), new Fixed(3), 7)).containsExactly(0, 0, 1, 0, 2, 0, 0);
    }

    @Test
    void roundRobinSkipsWhatIsNotUsable() {
        assertThat(choices(new RoundRobin(1, 5, 1), new Fixed(3).down(1), 50)).containsOnly(0, 2);
        assertThat(new RoundRobin(1, 1).choose(new Fixed(2).down(0, 1))).isEqualTo(Balancer.NONE);
    }

    @Test
    void leastInFlightTakesTheOneWithTheFewest() {
        LeastInFlight balancer = new LeastInFlight();
        assertThat(choices(balancer, Fixed.withInFlight(3, 1, 2), 5)).containsOnly(1);
        assertThat(choices(balancer, Fixed.withInFlight(3, 1, 2).down(1), 5)).containsOnly(2);
        assertThat(balancer.choose(Fixed.withInFlight(0).down(0))).isEqualTo(Balancer.NONE);
    }

    @Test
    void leastInFlightTakesTurnsAmongEquals() {
        assertThat(choices(new LeastInFlight(), new Fixed(3), 6)).containsExactly(0, 1, 2, 0, 1, 2);
    }

    @Test
    void firstTakesTheFirstUsable() {
        assertThat(new First().choose(new Fixed(3))).isZero();
        assertThat(new First().choose(new Fixed(3).down(0, 1))).isEqualTo(2);
        assertThat(new First().choose(new Fixed(1).down(0))).isEqualTo(Balancer.NONE);
    }
}
