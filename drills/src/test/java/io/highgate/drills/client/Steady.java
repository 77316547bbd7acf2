package io.highgate.drills.client;

import io.highgate.testkit.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients that ask at a steady pace until they are stopped; what became of each request is counted,
 * and none is sent twice. Thread-safe.
 */
public final class Steady implements AutoCloseable {

    private final Map<String, LongAdder> outcomes = new ConcurrentHashMap<>();
    private final List<Thread> clients = new ArrayList<>();
    private volatile boolean stopping;

    /** One way to ask, used by one thread. */
    @FunctionalInterface
    public interface Asking {

        /** Asks once, and says what became of it: "200" if all is well. */
        String ask() throws Exception;
    }

    /** Adds a client that asks that often. */
    public Steady with(int perSecond, Asking asking) {
        clients.add(Thread.ofPlatform().start(() -> {
            long pace = Duration.ofSeconds(1).toNanos() / perSecond;
            for (long due = System.nanoTime(); !stopping; due += pace) {
                count(asking);
                long rest = due + pace - System.nanoTime();
                if (rest > 0) {
                    LockSupport.parkNanos(rest);
                } else {
                    due = System.nanoTime() - pace; // what was missed is not made up for
                }
            }
        }));
        return this;
    }

    private void count(Asking asking) {
        String outcome;
        try {
            outcome = asking.ask();
        } catch (Exception e) {
            outcome = "broken: " + e;
        }
        outcomes.computeIfAbsent(outcome, _ -> new LongAdder()).increment();
    }

    /** How often each outcome came so far. */
    public Map<String, Long> outcomes() {
        Map<String, Long> sums = new TreeMap<>();
        outcomes.forEach((name, adder) -> sums.put(name, adder.sum()));
        return sums;
    }

    /** Ends behind the answers to come. */
    public Map<String, Long> stop() {
        close();
        return outcomes();
    }

    @Override
    public void close() {
        stopping = true;
        Await.until("all clients have ended", () -> clients.stream().noneMatch(Thread::isAlive));
    }
}
