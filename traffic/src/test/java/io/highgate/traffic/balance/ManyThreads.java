package io.highgate.traffic.balance;

import io.highgate.traffic.hash.Hashing;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;

/** Threads that choose at the same time. */
final class ManyThreads {

    private ManyThreads() {}

    /** How often each candidate was chosen. */
    static int[] counts(Balancer balancer, Candidates candidates, int threads, int each) throws Exception {
        AtomicIntegerArray counts = new AtomicIntegerArray(candidates.size());
        CyclicBarrier start = new CyclicBarrier(threads);
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<Void>> all = IntStream.range(0, threads)
                    .mapToObj(thread -> pool.<Void>submit(() -> {
                        start.await();
                        for (int i = 0; i < each; i++) {
                            counts.incrementAndGet(balancer.choose(candidates, Hashing.mix((long) thread * each + i)));
                        }
                        return null;
                    }))
                    .toList();
            for (Future<Void> one : all) {
                one.get(60, TimeUnit.SECONDS);
            }
        }
        return IntStream.range(0, counts.length()).map(counts::get).toArray();
    }
}
