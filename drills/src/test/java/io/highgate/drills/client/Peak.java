package io.highgate.drills.client;

import io.highgate.drills.process.RunningGateway;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Looks at a metric four times a second and keeps the largest: what a gateway held at its worst, and
 * that its management port answers all the while. Thread-safe.
 */
public final class Peak implements AutoCloseable {

    private static final long PAUSE_MILLIS = 250;

    private final RunningGateway gateway;
    private final String metric;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread watcher;
    private volatile double largest;
    private volatile int misses;

    private Peak(RunningGateway gateway, String metric) {
        this.gateway = gateway;
        this.metric = metric;
        this.watcher = Thread.ofVirtual().start(this::watch);
    }

    /** Begins to look at a metric. */
    public static Peak of(RunningGateway gateway, String metric) {
        return new Peak(gateway, metric);
    }

    private void watch() {
        try {
            do {
                look();
            } while (!stop.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // by one thread
    private void look() {
        try {
            largest = Math.max(largest, gateway.metric(metric));
        } catch (RuntimeException | AssertionError unanswered) {
            misses++;
        }
    }

    /** The largest value so far. */
    public double largest() {
        return largest;
    }

    /** How often the management port did not answer. */
    public int misses() {
        return misses;
    }

    @Override
    public void close() {
        stop.countDown();
        try {
            watcher.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
