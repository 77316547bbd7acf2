package io.highgate.gateway.center;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Has what is known written down when it has changed, no more often than every few seconds, however
 * often it changes. Thread-safe.
 */
final class Keeper {

    /** A disk that is slow, or wears out, is spared. */
    private static final long PAUSE = TimeUnit.SECONDS.toNanos(5);

    private static final long SOON = TimeUnit.MILLISECONDS.toNanos(200);

    private final Shelf shelf;
    private final String about;
    private final Supplier<Registry> registry;
    private final ScheduledExecutorService executor;
    private Registry kept;
    private boolean planned;
    private boolean rests;

    /** @param kept what is there already */
    Keeper(Shelf shelf, String about, Supplier<Registry> registry, Registry kept, ScheduledExecutorService executor) {
        this.shelf = shelf;
        this.about = about;
        this.registry = registry;
        this.kept = kept;
        this.executor = executor;
    }

    /** Something else is known. */
    synchronized void changed() {
        if (!planned) {
            planned = true;
            later(this::write, rests ? PAUSE : SOON);
        }
    }

    private void write() {
        Registry now = registry.get();
        shelf.save(about, KeptRegistry.write(now));
        synchronized (this) {
            kept = now;
            planned = false;
            rests = true;
            later(this::rested, PAUSE);
            if (registry.get() != now) {
                changed();
            }
        }
    }

    private synchronized void rested() {
        rests = planned;
    }

    /** The process ends: the last change is written down. */
    void end() {
        Registry now = registry.get();
        boolean written;
        synchronized (this) {
            written = kept.equals(now);
            planned = true; // nothing more comes
        }
        if (!written) {
            shelf.save(about, KeptRegistry.write(now));
        }
    }

    private void later(Runnable task, long nanos) {
        try {
            executor.schedule(task, nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            planned = true; // the process ends
        }
    }
}
