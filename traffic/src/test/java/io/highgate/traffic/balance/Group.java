package io.highgate.traffic.balance;

import io.highgate.traffic.hash.Hashing;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Endpoints as a balancer sees them, set by the test. */
final class Group implements Candidates {

    final boolean[] usable;
    final int[] inFlight;
    final int[] weights;
    final long[] identities;
    final long[] latencies;
    long version;

    Group(int size) {
        usable = new boolean[size];
        inFlight = new int[size];
        weights = new int[size];
        identities = new long[size];
        latencies = new long[size];
        Arrays.fill(usable, true);
        Arrays.fill(weights, 1);
        Arrays.setAll(identities, i -> Hashing.of("10.0.0." + i + ":80"));
    }

    static Group weighing(int... weights) {
        Group group = new Group(weights.length);
        System.arraycopy(weights, 0, group.weights, 0, weights.length);
        return group;
    }

    static Group withInFlight(int... counts) {
        Group group = new Group(counts.length);
        System.arraycopy(counts, 0, group.inFlight, 0, counts.length);
        return group;
    }

    Group down(int... indexes) {
        Arrays.stream(indexes).forEach(i -> usable[i] = false);
        return this;
    }

    Group onlyUsable(int index) {
        Arrays.fill(usable, false);
        usable[index] = true;
        return this;
    }

    /** Without one member; the others keep who they are. */
    Group without(int leaving) {
        int[] staying = IntStream.range(0, size()).filter(i -> i != leaving).toArray();
        Group group = new Group(staying.length);
        for (int i = 0; i < staying.length; i++) {
            group.weights[i] = weights[staying[i]];
            group.identities[i] = identities[staying[i]];
        }
        group.version = version + 1;
        return group;
    }

    /** How often each is chosen in so many requests that come and go at once. */
    int[] counts(Balancer balancer, int requests) {
        int[] counts = new int[size()];
        for (int i = 0; i < requests; i++) {
            counts[balancer.choose(this, Hashing.mix(i))]++;
        }
        return counts;
    }

    /** Whom the first so many requests go to. */
    int[] choices(Balancer balancer, int requests) {
        return IntStream.range(0, requests)
                .map(i -> balancer.choose(this, Hashing.mix(i)))
                .toArray();
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

    @Override
    public int weight(int index) {
        return weights[index];
    }

    @Override
    public long version() {
        return version;
    }

    @Override
    public long identity(int index) {
        return identities[index];
    }

    @Override
    public long latency(int index) {
        return latencies[index];
    }
}
