package io.highgate.store.sql;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Puts on the disk what was committed, once for all who wait for that by then: a disk does a few dozen of
 * these a second, whoever asks. Thread-safe; blocks.
 */
final class SharedFlush {

    private final ReentrantLock flushing = new ReentrantLock();
    private final AtomicLong asked = new AtomicLong();
    private long covered;

    /**
     * Returns when a flush has ended that began after this call; throws what the own flush throws, and then
     * whoever comes next flushes for himself.
     */
    void await(Runnable flush) {
        long mine = asked.incrementAndGet();
        flushing.lock();
        try {
            if (covered < mine) {
                long all = asked.get();
                flush.run();
                covered = all;
            }
        } finally {
            flushing.unlock();
        }
    }
}
