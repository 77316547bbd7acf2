package io.highgate.store.sql;

import io.highgate.store.StoreAwayException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes that come while one is under way are made together, in one transaction, by whoever of them is next: group
 * commit (DeWitt et al., "Implementation Techniques for Main Memory Database Systems", SIGMOD 1984). So thousands
 * that write at once need one connection and a few flushes of the disk, and leave the other connections to those who
 * read. Who writes alone waits for nobody. Thread-safe.
 *
 * @param <T> what is written
 * @param <R> what comes of it
 */
final class GroupCommit<T, R> {

    private static final int MOST = 200;

    private final Function<List<T>, List<R>> write;
    private final Queue<Waiting<T, R>> waiting = new ConcurrentLinkedQueue<>();
    private final ReentrantLock writing = new ReentrantLock();

    /** Somebody's write. Guarded by {@link #writing}, once it waits. */
    private static final class Waiting<T, R> {
        private final T what;
        private @Nullable R made;
        private @Nullable RuntimeException failure;

        private Waiting(T what) {
            this.what = what;
        }

        private boolean isDone() {
            return made != null || failure != null;
        }
    }

    /**
     * Groups calls of this.
     *
     * @param write makes several in one transaction, or none of them and throws; has a result for each, in their order
     */
    GroupCommit(Function<List<T>, List<R>> write) {
        this.write = write;
    }

    /** Writes it, perhaps together with others; throws what its own write threw. */
    R write(T what) {
        Waiting<T, R> mine = new Waiting<>(what);
        waiting.add(mine);
        writing.lock();
        try {
            while (!mine.isDone()) {
                together(next());
            }
        } finally {
            writing.unlock();
        }
        if (mine.failure != null) {
            throw mine.failure;
        }
        return Objects.requireNonNull(mine.made);
    }

    private List<Waiting<T, R>> next() {
        List<Waiting<T, R>> next = new ArrayList<>();
        while (next.size() < MOST && !waiting.isEmpty()) {
            next.add(waiting.remove());
        }
        return next;
    }

    /** Whoever waits by now: each group would find out anew, after a time-out of its own. */
    private void refuse(StoreAwayException away) {
        Waiting<T, R> next = waiting.poll();
        while (next != null) {
            next.failure = away;
            next = waiting.poll();
        }
    }

    private void together(List<Waiting<T, R>> group) {
        try {
            List<R> made = write.apply(group.stream().map(it -> it.what).toList());
            for (int i = 0; i < group.size(); i++) {
                group.get(i).made = made.get(i);
            }
        } catch (StoreAwayException e) {
            group.forEach(it -> it.failure = e);
            refuse(new StoreAwayException(String.valueOf(e.getMessage()), true, e));
        } catch (RuntimeException e) {
            if (group.size() == 1) {
                group.getFirst().failure = e;
            } else { // one of them cannot be written, and nobody else shall suffer for it
                group.forEach(it -> together(List.of(it)));
            }
        } catch (Error e) {
            group.stream()
                    .filter(it -> !it.isDone())
                    .forEach(it -> it.failure = new IllegalStateException("the write broke off", e));
            throw e;
        }
    }
}
