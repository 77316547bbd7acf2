package io.highgate.bench;

import io.highgate.traffic.balance.Balancer;
import io.highgate.traffic.balance.ConsistentHash;
import io.highgate.traffic.balance.First;
import io.highgate.traffic.balance.LeastInFlight;
import io.highgate.traffic.balance.PeakEwma;
import io.highgate.traffic.balance.RoundRobin;
import io.highgate.traffic.balance.Subset;
import io.highgate.traffic.balance.Tiers;
import io.highgate.traffic.balance.WeightedRandom;
import io.highgate.traffic.balance.Zones;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Choosing one of a thousand endpoints of different weights, a few requests under way at each. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class BalancerBenchmark {

    private static final int SIZE = 1_000;

    /** The policies and layers, by the names of the parameter. */
    public enum Policy {
        ROUND_ROBIN,
        LEAST_IN_FLIGHT,
        PEAK_EWMA,
        CONSISTENT_HASH,
        RANDOM,
        FIRST,
        TIERS_OF_RANDOM,
        ZONES_OF_RANDOM,
        SUBSET_OF_RANDOM
    }

    @Param
    private Policy policy = Policy.FIRST;

    @Param({"100", "10"})
    private int usablePercent;

    private Balancer balancer = new First();
    private BenchEndpoints endpoints = new BenchEndpoints(0, 0);
    private long key;

    @Setup
    public void setUp() {
        endpoints = new BenchEndpoints(SIZE, usablePercent);
        balancer = balancer();
        balancer.prepare(endpoints);
    }

    private Balancer balancer() {
        int[] tiers = IntStream.range(0, SIZE).map(i -> i % 2).toArray();
        List<String> zones =
                IntStream.range(0, SIZE).mapToObj(i -> "zone" + i % 3).toList();
        List<Map<String, String>> labels = IntStream.range(0, SIZE)
                .mapToObj(i -> Map.of("version", "" + i % 2))
                .toList();
        return switch (policy) {
            case ROUND_ROBIN -> new RoundRobin();
            case LEAST_IN_FLIGHT -> new LeastInFlight();
            case PEAK_EWMA -> new PeakEwma();
            case CONSISTENT_HASH -> new ConsistentHash(ConsistentHash.USUAL_FACTOR);
            case RANDOM -> new WeightedRandom();
            case FIRST -> new First();
            case TIERS_OF_RANDOM -> new Tiers(tiers, Tiers.USUAL_OVERPROVISIONING, new WeightedRandom());
            case ZONES_OF_RANDOM -> new Zones(zones, "zone1", new WeightedRandom());
            case SUBSET_OF_RANDOM ->
                new Subset(labels, Map.of("version", "1"), Subset.Fallback.ANY, new WeightedRandom());
        };
    }

    @Benchmark
    public int choose() {
        return balancer.choose(endpoints, key++);
    }
}
