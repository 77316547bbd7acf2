package io.highgate.store.registry;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who follows the changes of a registry. What is to be told waits in order until {@link #tell}, so that an
 * adapter can say it under a lock and tell it outside; one thread tells at a time. More than a bound does not
 * wait: then it was missed. Thread-safe.
 */
public final class Followers {

    private static final int MOST = 100_000;

    private final List<Follower> all = new CopyOnWriteArrayList<>();
    private final Queue<Consumer<Follower>> waiting = new ArrayDeque<>();
    private boolean telling;

    private record Follower(Consumer<Change> listener, Runnable missed) {}

    /** One more; nothing is told to it yet. */
    public void add(Consumer<Change> listener, Runnable missed) {
        all.add(new Follower(listener, missed));
    }

    /** Something has changed. */
    public void changed(Change change) {
        say(it -> it.listener().accept(change));
    }

    /** Changes may have been missed. */
    public void missed() {
        say(it -> it.missed().run());
    }

    private synchronized void say(Consumer<Follower> what) {
        if (waiting.size() >= MOST) {
            waiting.clear();
            waiting.add(it -> it.missed().run());
        }
        waiting.add(what);
    }

    /** Tells what waits, unless another thread does so. */
    public void tell() {
        for (Consumer<Follower> next = begin(); next != null; next = begin()) {
            try {
                for (Follower follower : all) {
                    tell(next, follower);
                }
            } finally {
                end();
            }
        }
    }

    /** What to tell, or null if there is nothing, or somebody else tells. */
    private synchronized @Nullable Consumer<Follower> begin() {
        Consumer<Follower> next = telling ? null : waiting.poll();
        telling |= next != null;
        return next;
    }

    private synchronized void end() {
        telling = false;
    }

    /** A follower's defect is its own: neither the others nor whoever made the change have it. */
    private static void tell(Consumer<Follower> what, Follower follower) {
        try {
            what.accept(follower);
        } catch (RuntimeException defect) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, defect);
        }
    }
}
