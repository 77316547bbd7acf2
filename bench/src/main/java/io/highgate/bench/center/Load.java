package io.highgate.bench.center;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** GETs to a cell at a steady pace over a few kept connections, each accounted for. Thread-safe. */
final class Load implements AutoCloseable {

    private static final int LINES = 8;

    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong asked = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong slowest = new AtomicLong();
    private volatile boolean stopping;

    Load(GatewayUnderTest gateway, String cell, int perSecond) {
        long pause = 1_000_000_000L * LINES / perSecond;
        for (int i = 0; i < LINES; i++) {
            threads.add(Thread.ofVirtual().start(() -> keepAsking(gateway, cell, pause)));
        }
    }

    private void keepAsking(GatewayUnderTest gateway, String cell, long pause) {
        try (Line line = gateway.line()) {
            while (!stopping) {
                long began = System.nanoTime();
                int status = GatewayUnderTest.ask(line, cell);
                long took = System.nanoTime() - began;
                asked.incrementAndGet();
                failed.addAndGet(status == 200 ? 0 : 1);
                slowest.accumulateAndGet(took, Math::max);
                LockSupport.parkNanos(pause - took);
            }
        } catch (IOException e) {
            failed.incrementAndGet();
        }
    }

    long asked() {
        return asked.get();
    }

    long failed() {
        return failed.get();
    }

    Duration slowest() {
        return Duration.ofNanos(slowest.get());
    }

    /** Waits until everything under way is answered. */
    @Override
    public void close() {
        stopping = true;
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
