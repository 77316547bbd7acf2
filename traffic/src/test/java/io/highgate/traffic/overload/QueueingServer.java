package io.highgate.traffic.overload;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.SplittableRandom;

/**
 * A model of an upstream: so many workers, a queue in front of them, service times by chance, requests
 * that arrive by chance (M/M/c and M/D/c) and pass a limit or are refused. Confined to one thread.
 */
final class QueueingServer {

    /** What one phase of offered load came to. */
    record Phase(double goodput, double p99Millis, double meanMillis, int lowest, int highest) {}

    private record Request(long began, long ends) {}

    private static final double SECOND = 1e9;

    private final AdaptiveLimit limit;
    private final SplittableRandom random;
    private final PriorityQueue<Request> served = new PriorityQueue<>((a, b) -> Long.compare(a.ends(), b.ends()));
    private final Queue<Long> queue = new ArrayDeque<>();
    private final List<Long> times = new ArrayList<>();
    private final boolean evenly;
    private int workers;
    private double serviceNanos;
    private long now;
    private int lowest;
    private int highest;

    QueueingServer(AdaptiveLimit limit, long seed, boolean evenly) {
        this.limit = limit;
        this.evenly = evenly;
        random = new SplittableRandom(seed);
    }

    /** From now on it has so many workers of this speed. */
    QueueingServer becomes(int newWorkers, double newServiceMillis) {
        workers = newWorkers;
        serviceNanos = newServiceMillis * 1e6;
        return this;
    }

    double capacity() {
        return workers * SECOND / serviceNanos;
    }

    /** Offers so many times the capacity for so many seconds. */
    Phase offer(double timesCapacity, double seconds) {
        times.clear();
        lowest = Integer.MAX_VALUE;
        highest = 0;
        long from = now;
        long until = now + (long) (seconds * SECOND);
        double perNano = timesCapacity * capacity() / SECOND;
        long arrival = now + exponential(1 / perNano);
        while (arrival < until) {
            finishUntil(arrival);
            now = arrival;
            arrive();
            arrival = now + exponential(1 / perNano);
        }
        finishUntil(until);
        now = until;
        return phase((now - from) / SECOND);
    }

    private void arrive() {
        if (limit.tryAcquire()) {
            if (served.size() < workers) {
                begin(now);
            } else {
                queue.add(now);
            }
        }
        lowest = Math.min(lowest, limit.limit());
        highest = Math.max(highest, limit.limit());
    }

    private void begin(long began) {
        served.add(new Request(began, now + (evenly ? (long) serviceNanos : exponential(serviceNanos))));
    }

    private void finishUntil(long moment) {
        while (!served.isEmpty() && served.peek().ends() <= moment) {
            Request done = served.remove();
            now = done.ends();
            times.add(now - done.began());
            limit.onSuccess(done.began(), now);
            if (!queue.isEmpty() && served.size() < workers) {
                begin(queue.remove());
            }
        }
    }

    private long exponential(double mean) {
        return (long) (-mean * Math.log(1 - random.nextDouble()));
    }

    private Phase phase(double seconds) {
        times.sort(null);
        double p99 = times.isEmpty() ? Double.NaN : times.get((int) (times.size() * 0.99)) / 1e6;
        double mean = times.stream().mapToLong(it -> it).average().orElse(Double.NaN) / 1e6;
        return new Phase(times.size() / seconds / capacity(), p99, mean, lowest, highest);
    }
}
