package io.highgate.drills.client;

import io.highgate.testkit.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients that ask at a steady pace until they are stopped; what became of each request is counted,
 * and none is sent twice. A client that was held up makes up for what it missed as soon as it can, so
 * that a gateway is not spared the load of the moments in which it is slow. Thread-safe.
 */
public final class Steady implements AutoCloseable {

    /** Whoever hears nothing for so long, of many clients, has been stopped, or everybody else was. */
    private static final long SILENCE = Duration.ofMillis(20).toNanos();

    private final Map<String, LongAdder> outcomes = new ConcurrentHashMap<>();
    private final LongAccumulator slowest = new LongAccumulator(Math::max, 0);
    private final LongAccumulator behind = new LongAccumulator(Math::max, 0);
    private final AtomicLong heard = new AtomicLong(System.nanoTime());
    private final LongAdder silent = new LongAdder();
    private final List<Thread> clients = new ArrayList<>();
    private final long began = System.nanoTime();
    private volatile long ended;
    private volatile boolean stopping;
    private int offered;

    /** One way to ask, used by one thread. */
    @FunctionalInterface
    public interface Asking {
        /** Asks once, and says what became of it: "200" if all is well. */
        String ask() throws Exception;
    }

    /** Adds a client that asks that often. */
    public Steady with(int perSecond, Asking asking) {
        offered += perSecond;
        clients.add(Thread.ofPlatform().start(() -> ask(Duration.ofSeconds(1).toNanos() / perSecond, asking)));
        return this;
    }

    private void ask(long pace, Asking asking) {
        for (long due = System.nanoTime(); !stopping; due += pace) {
            for (long rest = due - System.nanoTime(); rest > 0; rest = due - System.nanoTime()) {
                LockSupport.parkNanos(rest);
            }
            long sent = System.nanoTime();
            behind.accumulate(sent - due);
            count(asking);
            long ended = System.nanoTime();
            slowest.accumulate(ended - sent);
            long since = ended - heard.getAndSet(ended);
            if (since > SILENCE) {
                silent.add(since);
            }
        }
    }

    private void count(Asking asking) {
        String outcome;
        try {
            outcome = asking.ask();
        } catch (Exception | AssertionError e) {
            outcome = asking + " broken: " + e;
        }
        outcomes.computeIfAbsent(outcome, _ -> new LongAdder()).increment();
    }

    /** How often each outcome came so far. */
    public Map<String, Long> outcomes() {
        Map<String, Long> sums = new TreeMap<>();
        outcomes.forEach((name, adder) -> sums.put(name, adder.sum()));
        return sums;
    }

    /** Requests a second that all clients together are to send. */
    public int offered() {
        return offered;
    }

    /** Requests a second that have ended, one way or the other, from the first to the stop. */
    public long reached() {
        long until = stopping ? ended : System.nanoTime();
        long requests = outcomes().values().stream().mapToLong(it -> it).sum();
        return requests * 1_000_000_000L / Math.max(1, until - began);
    }

    /** The longest time from a request to its answer. */
    public Duration slowest() {
        return Duration.ofNanos(slowest.get());
    }

    /** How far a client fell behind its pace at most: the machine is too slow for the load then, or was. */
    public Duration behind() {
        return Duration.ofNanos(behind.get());
    }

    /** How long no client heard anything, all silences of more than 20 ms together: the machine stood still. */
    public Duration silent() {
        return Duration.ofNanos(silent.sum());
    }

    /** Ends behind the answers to come. */
    public Map<String, Long> stop() {
        close();
        return outcomes();
    }

    @Override
    public void close() {
        if (!stopping) {
            ended = System.nanoTime();
            stopping = true;
        }
        Await.until("all clients have ended", () -> clients.stream().noneMatch(Thread::isAlive));
    }
}
