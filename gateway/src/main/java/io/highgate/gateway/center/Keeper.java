package io.highgate.gateway.center;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Has what is known written down when it has changed, no more often than every few seconds, however
 * often it changes. Thread-safe.
 */
public final class Keeper<T> {

    /** A disk that is slow, or wears out, is spared. */
    private static final long PAUSE = TimeUnit.SECONDS.toNanos(5);

    private static final long SOON = TimeUnit.MILLISECONDS.toNanos(200);

    private final Place place;
    private final Supplier<T> known;
    private final Function<T, String> text;
    private T kept;
    private boolean planned;
    private boolean rests;

    /**
     * Where it is kept.
     *
     * @param about under which heading
     * @param executor where it is written, which may block
     */
    public record Place(Shelf shelf, String about, ScheduledExecutorService executor) {}

    /**
     * One that has written nothing yet.
     *
     * @param known what is known now: another object after each change
     * @param text how it is written down
     * @param kept what is there already
     */
    public Keeper(Place place, Supplier<T> known, Function<T, String> text, T kept) {
        this.place = place;
        this.known = known;
        this.text = text;
        this.kept = kept;
    }

    /** Something else is known. */
    public synchronized void changed() {
        if (!planned) {
            planned = true;
            later(this::write, rests ? PAUSE : SOON);
        }
    }

    private void write() {
        T now = known.get();
        place.shelf().save(place.about(), text.apply(now));
        synchronized (this) {
            kept = now;
            planned = false;
            rests = true;
            later(this::rested, PAUSE);
            if (known.get() != now) {
                changed();
            }
        }
    }

    private synchronized void rested() {
        rests = planned;
    }

    /** The process ends: the last change is written down. */
    public void end() {
        T now = known.get();
        boolean written;
        synchronized (this) {
            written = kept.equals(now);
            planned = true; // nothing more comes
        }
        if (!written) {
            place.shelf().save(place.about(), text.apply(now));
        }
    }

    private void later(Runnable task, long nanos) {
        try {
            place.executor().schedule(task, nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            planned = true; // the process ends
        }
    }
}
