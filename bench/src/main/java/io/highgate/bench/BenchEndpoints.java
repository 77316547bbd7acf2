package io.highgate.bench;

import io.highgate.traffic.balance.Candidates;
import io.highgate.traffic.balance.score.LatencyScore;
import io.highgate.traffic.hash.Hashing;
import java.util.stream.IntStream;

/** Endpoints as an upstream would keep them: an object each, whose state others may change. Thread-safe. */
final class BenchEndpoints implements Candidates {

    private static final class Endpoint {

        private final LatencyScore score = new LatencyScore(LatencyScore.USUAL_DECAY, 0);
        private final long identity;
        private volatile boolean usable;
        private volatile int inFlight;
        private volatile int weight;

        private Endpoint(int index, int usablePercent) {
            identity = Hashing.of("10.0.0.1:" + index);
            long random = identity >>> 1;
            usable = random % 100 < usablePercent;
            inFlight = (int) (random / 100 % 5);
            weight = 1 + (int) (random / 500 % 20);
            score.record(1, 1_000_000 + random % 1_000_000);
        }
    }

    private final Endpoint[] endpoints;

    BenchEndpoints(int size, int usablePercent) {
        endpoints = IntStream.range(0, size)
                .mapToObj(i -> new Endpoint(i, usablePercent))
                .toArray(Endpoint[]::new);
    }

    @Override
    public int size() {
        return endpoints.length;
    }

    @Override
    public boolean isUsable(int index) {
        return endpoints[index].usable;
    }

    @Override
    public int inFlight(int index) {
        return endpoints[index].inFlight;
    }

    @Override
    public int weight(int index) {
        return endpoints[index].weight;
    }

    @Override
    public long version() {
        return 0;
    }

    @Override
    public long identity(int index) {
        return endpoints[index].identity;
    }

    /** With the exponential function that a real clock would make it compute. */
    @Override
    public long latency(int index) {
        return endpoints[index].score.cost(100_000_000);
    }
}
