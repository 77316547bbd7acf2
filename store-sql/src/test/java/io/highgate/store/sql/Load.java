package io.highgate.store.sql;

import io.highgate.store.StoreAwayException;
import io.highgate.store.Written;
import io.highgate.store.user.User;
import io.highgate.store.user.UserStore;
import io.highgate.testkit.Await;
import java.io.Closeable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

import static org.assertj.core.api.Assertions.assertThat;

/** Eight who add users and read them, one after the other, and keep books. Thread-safe. */
final class Load implements Closeable {

    private static final int WORKERS = 8;
    private static final int UNDER_WAY = 400;
    private static final AtomicInteger LOADS = new AtomicInteger();

    private final String prefix = "load%03d-".formatted(LOADS.incrementAndGet());

    private final UserStore users;
    private final Set<String> done = ConcurrentHashMap.newKeySet();
    private final Set<String> undone = ConcurrentHashMap.newKeySet();
    private final Set<String> unknown = ConcurrentHashMap.newKeySet();
    private final Queue<Throwable> defects = new ConcurrentLinkedQueue<>();
    private final AtomicLongArray successAt = new AtomicLongArray(WORKERS);
    private final AtomicLong slowest = new AtomicLong();
    private final List<Thread> workers = new ArrayList<>();
    private volatile boolean over;

    Load(Database database) {
        users = new SqlUsers(database);
        for (int i = 0; i < WORKERS; i++) {
            int worker = i;
            workers.add(Thread.ofPlatform().start(() -> work(worker)));
        }
        Await.until("the load is under way", () -> done.size() > UNDER_WAY);
    }

    private void work(int worker) {
        for (int i = 0; !over; i++) {
            String name = prefix + worker + "-" + i;
            long begun = System.nanoTime();
            try {
                if (add(name)) {
                    successAt.set(worker, System.nanoTime());
                }
            } catch (RuntimeException | Error e) {
                defects.add(e);
            }
            slowest.accumulateAndGet(System.nanoTime() - begun, Math::max);
        }
    }

    /** Whether it was done and found. */
    private boolean add(String name) {
        try {
            assertThat(users.add(new User(name, "hash", "client", List.of(), true, Instant.EPOCH, 0)))
                    .isEqualTo(Written.DONE);
            done.add(name);
        } catch (StoreAwayException e) {
            (e.isUndone() ? undone : unknown).add(name);
            LockSupport.parkNanos(5_000_000); // or it would be a load on this machine only
            return false;
        }
        try {
            assertThat(users.find(name)).isNotNull();
            return true;
        } catch (StoreAwayException e) {
            assertThat(e.isUndone()).isTrue();
            return false;
        }
    }

    int failures() {
        return undone.size() + unknown.size();
    }

    Duration slowest() {
        return Duration.ofNanos(slowest.get());
    }

    /** Waits until each has succeeded after then, and says how long after. */
    Duration recovered(long then, Duration atMost) {
        Await.until("all " + WORKERS + " workers succeed again", atMost, () -> {
            for (int i = 0; i < WORKERS; i++) {
                if (successAt.get(i) == 0 || successAt.get(i) - then <= 0) {
                    return false;
                }
            }
            return true;
        });
        return Duration.ofNanos(System.nanoTime() - then);
    }

    /** What was said to be done is there, and what was said to be undone is not. */
    String balanced() {
        close();
        assertThat(defects).isEmpty();
        assertThat(done).isNotEmpty();
        Set<String> there = new HashSet<>();
        users.list(prefix, Integer.MAX_VALUE).stream()
                .map(User::name)
                .filter(it -> it.startsWith(prefix))
                .forEach(there::add);
        long made = unknown.stream().filter(there::contains).count();
        assertThat(there).containsAll(done).doesNotContainAnyElementsOf(withOne(undone));
        assertThat(there.size()).isEqualTo(done.size() + made);
        return "%d done, %d undone, %d unknown (%d of them made), slowest %d ms"
                .formatted(
                        done.size(),
                        undone.size(),
                        unknown.size(),
                        made,
                        slowest().toMillis());
    }

    /** AssertJ wants one element at least. */
    private static Set<String> withOne(Set<String> names) {
        Set<String> all = new HashSet<>(names);
        all.add("nobody");
        return all;
    }

    @Override
    public void close() {
        over = true;
        for (Thread worker : workers) {
            try {
                assertThat(worker.join(Duration.ofSeconds(40))).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
