package io.highgate.traffic.balance;

import io.highgate.traffic.hash.Hashing;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds of every balancer, layers over balancers included. */
class EveryBalancerTest {

    private static final int MOST = 40;

    private static Stream<Balancer> plain() {
        return Stream.of(
                new RoundRobin(),
                new LeastInFlight(),
                new PeakEwma(),
                new ConsistentHash(ConsistentHash.USUAL_FACTOR),
                new ConsistentHash(ConsistentHash.UNBOUNDED),
                new WeightedRandom(),
                new First());
    }

    /** Each plain one, and each under all three layers, for up to so many endpoints. */
    static List<Balancer> all(int size) {
        int[] tiers = IntStream.range(0, size).map(i -> i % 3).toArray();
        List<String> zones =
                IntStream.range(0, size).mapToObj(i -> "zone" + i % 2).toList();
        List<Map<String, String>> labels = IntStream.range(0, size)
                .mapToObj(i -> i % 5 == 0 ? Map.of("version", "2") : Map.of("version", "1"))
                .toList();
        return Stream.concat(plain(), plain().map(each -> {
                    Balancer tiered = new Tiers(tiers, Tiers.USUAL_OVERPROVISIONING, each);
                    Balancer zoned = new Zones(zones, "zone1", tiered);
                    return new Subset(labels, Map.of("version", "1"), Subset.Fallback.ANY, zoned);
                }))
                .toList();
    }

    static List<Balancer> everyBalancer() {
        return all(10_000);
    }

    @Provide
    Arbitrary<Balancer> balancers() {
        return Arbitraries.of(all(MOST));
    }

    @Property(tries = 600)
    void neverChoosesWhoIsNotUsableAndAlwaysSomebodyIfAnyIs(
            @ForAll("balancers") Balancer balancer,
            @ForAll @IntRange(min = 0, max = MOST) int size,
            @ForAll long seed,
            @ForAll @IntRange(min = 0, max = 100) int usablePercent) {
        Group group = new Group(size);
        group.version = ++versions;
        for (int i = 0; i < size; i++) {
            long random = Hashing.mix(seed + i);
            group.usable[i] = Math.floorMod(random, 100) < usablePercent;
            group.weights[i] = (int) Math.floorMod(random >> 8, 5L);
            group.inFlight[i] = (int) Math.floorMod(random >> 16, 4L);
            group.latencies[i] = Math.floorMod(random >> 24, 1_000_000L);
        }
        boolean any = IntStream.range(0, size).anyMatch(i -> group.usable[i]);
        for (int i = 0; i < 50; i++) {
            int chosen = balancer.choose(group, Hashing.mix(seed ^ i));
            if (any) {
                assertThat(chosen).isBetween(0, size - 1);
                assertThat(group.usable[chosen]).isTrue();
            } else {
                assertThat(chosen).isEqualTo(Balancer.NONE);
            }
        }
    }

    // the balancers live through all tries of a property, and see one line of candidates
    private static long versions;

    @ParameterizedTest
    @MethodSource("everyBalancer")
    void findsTheOnlyUsableOneAmongTenThousand(Balancer balancer) {
        Group group = new Group(10_000);
        Arrays.setAll(group.weights, i -> 1 + i % 1_000);
        for (int only : new int[] {0, 1, 4_999, 9_999}) {
            group.onlyUsable(only);
            for (int key = 0; key < 5; key++) {
                assertThat(balancer.choose(group, Hashing.mix(key))).isEqualTo(only);
            }
        }
        group.down(9_999);
        assertThat(balancer.choose(group, 1)).isEqualTo(Balancer.NONE);
    }

    @ParameterizedTest
    @MethodSource("everyBalancer")
    void bearsAnyWeights(Balancer balancer) {
        Group group = new Group(10_000);
        Arrays.setAll(group.weights, i -> Integer.MAX_VALUE - i % 7);
        Arrays.fill(group.inFlight, Integer.MAX_VALUE);
        for (int i = 0; i < 200; i++) {
            assertThat(balancer.choose(group, Hashing.mix(i))).isBetween(0, 9_999);
        }
        Arrays.setAll(group.weights, i -> i % 2 == 0 ? Integer.MIN_VALUE : -1);
        group.version++;
        assertThat(balancer.choose(group, 1)).isBetween(0, 9_999);
    }

    @ParameterizedTest
    @MethodSource("everyBalancer")
    void asksWhoHasNoWeightOnlyWhenNobodyElseIsLeft(Balancer balancer) {
        Group group = new Group(20);
        Arrays.setAll(group.weights, i -> i < 10 ? 0 : 3);
        Arrays.fill(group.inFlight, 10, 20, 50);
        for (int i = 0; i < 500; i++) {
            assertThat(balancer.choose(group, Hashing.mix(i))).isGreaterThanOrEqualTo(10);
        }
        group.down(10, 11, 12, 13, 14, 15, 16, 17, 18, 19);
        assertThat(balancer.choose(group, 1)).isBetween(0, 9);
        Arrays.fill(group.weights, 0);
        group.version++;
        Arrays.fill(group.usable, true);
        assertThat(balancer.choose(group, 1)).isNotEqualTo(Balancer.NONE);
    }

    @ParameterizedTest
    @MethodSource("everyBalancer")
    void livesThroughMembersThatComeAndGo(Balancer balancer) {
        for (int size : new int[] {0, 1, 5_000, 2, 0, 10_000, 1}) {
            Group group = new Group(size);
            group.version = ++versions;
            balancer.prepare(group);
            for (int i = 0; i < 20; i++) {
                assertThat(balancer.choose(group, Hashing.mix(i))).isBetween(size == 0 ? -1 : 0, size - 1);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("everyBalancer")
    void serveCandidatesThatAreOlderThanItsTables(Balancer balancer) {
        Group few = new Group(3).down(1);
        Group many = new Group(10_000);
        many.version = 1;
        balancer.prepare(many);
        for (int i = 0; i < 200; i++) {
            assertThat(balancer.choose(few, Hashing.mix(i))).isIn(0, 2);
        }
    }

    @ParameterizedTest
    @MethodSource("everyBalancer")
    void keepsToItsPart(Balancer balancer) {
        Balancer part = balancer.over(Part.of(1, 4, 7, 99_999));
        Group group = new Group(10);
        for (int i = 0; i < 200; i++) {
            assertThat(part.choose(group, Hashing.mix(i))).isIn(1, 4, 7);
        }
        assertThat(part.choose(group.down(1, 4, 7), 1)).isEqualTo(Balancer.NONE);
        assertThat(balancer.over(Part.of()).choose(group, 1)).isEqualTo(Balancer.NONE);
        assertThat(Collections.max(Arrays.stream(group.choices(part.over(Part.of(0, 2)), 1))
                        .boxed()
                        .toList()))
                .isEqualTo(Balancer.NONE);
    }
}
