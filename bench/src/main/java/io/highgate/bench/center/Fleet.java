package io.highgate.bench.center;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/** All instances, each with a virtual thread that registers it and beats. Thread-safe. */
final class Fleet implements AutoCloseable {

    /** A center takes 512 requests at a time, and instances do not all start within a millisecond. */
    private static final int REGISTERING_AT_ONCE = 32;

    private static final long AGAIN = 1_000_000_000;

    private final List<Peer> peers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Semaphore registering = new Semaphore(REGISTERING_AT_ONCE);
    private final AtomicInteger agreed = new AtomicInteger();
    private final LongAdder beats = new LongAdder();
    private final Map<String, LongAdder> failed = new ConcurrentHashMap<>();
    private volatile Terms terms;
    private volatile boolean stopping;

    /** @param keys of the cells, in turn those of the instances; {@code health} is the port of all of them */
    Fleet(int center, List<Key> keys, int instances, int health) {
        this.terms = Terms.PATIENT;
        for (int i = 0; i < instances; i++) {
            int cell = i % keys.size();
            peers.add(new Peer(center, keys.get(cell), "cell-" + cell, Peer.address(i), health));
        }
    }

    /** Registers all, and has them beat from then on. */
    void start() {
        for (Peer peer : peers) {
            threads.add(Thread.ofVirtual().start(() -> live(peer)));
        }
        awaitAll();
    }

    private void awaitAll() {
        try {
            Waiting.until("all are registered", () -> agreed.get() >= peers.size());
        } catch (IllegalStateException late) {
            throw new IllegalStateException(agreed + " are registered; failed: " + failed(), late);
        }
    }

    /** Registers all with other terms, each when it wakes up by and by. */
    void agree(Terms other) {
        agreed.set(0);
        terms = other;
        for (Thread thread : threads) {
            LockSupport.unpark(thread);
            LockSupport.parkNanos(200_000); // not all of them within one moment
        }
        awaitAll();
    }

    private void live(Peer peer) {
        SplittableRandom random = new SplittableRandom(peer.key().hashCode());
        try (peer) {
            while (!stopping) {
                Terms now = terms;
                if (register(peer, now)) {
                    beatAs(peer, now, random);
                } else {
                    LockSupport.parkNanos(AGAIN);
                }
            }
        } catch (InterruptedException stop) {
            // It lives no longer.
        }
    }

    private boolean register(Peer peer, Terms now) throws InterruptedException {
        registering.acquire();
        try {
            int status = peer.register(now);
            if (status / 100 == 2) {
                agreed.incrementAndGet();
                return true;
            }
            count("register " + status);
        } catch (IOException e) {
            count("register " + e.getMessage());
        } finally {
            registering.release();
        }
        return false;
    }

    private void beatAs(Peer peer, Terms now, SplittableRandom random) {
        long pause = now.beat().toNanos();
        long due = System.nanoTime() + random.nextLong(pause);
        boolean known = true;
        while (known && !stopping && terms == now) {
            long left = due - System.nanoTime();
            if (left > 0) {
                LockSupport.parkNanos(left);
                continue;
            }
            due += pause;
            known = beat(peer);
        }
    }

    /** False if it has to be registered again. */
    private boolean beat(Peer peer) {
        try {
            int status = peer.beat();
            if (status / 100 == 2) {
                beats.increment();
            } else {
                count("beat " + status);
            }
            return status != 404;
        } catch (IOException e) {
            count("beat " + e.getMessage());
            return true;
        }
    }

    private void count(String what) {
        failed.computeIfAbsent(what, _ -> new LongAdder()).increment();
    }

    long beats() {
        return beats.sum();
    }

    /** What did not go well so far, and how often. */
    Map<String, Long> failed() {
        Map<String, Long> all = new java.util.TreeMap<>();
        failed.forEach((what, count) -> all.put(what, count.sum()));
        return all;
    }

    @Override
    public void close() {
        stopping = true;
        threads.forEach(Thread::interrupt);
    }
}
