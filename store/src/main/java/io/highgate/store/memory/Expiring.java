package io.highgate.store.memory;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A bounded map whose entries expire. When it is full, what expires soonest goes first. Thread-safe:
 * reading takes no lock.
 */
public final class Expiring<V> {

    private static final int SLACK = 1_000;

    private final InstantSource clock;
    private final int most;
    private final ConcurrentHashMap<String, Entry<V>> entries = new ConcurrentHashMap<>();
    private final PriorityQueue<Entry<V>> soonest = new PriorityQueue<>(Comparator.comparing(Entry::until));

    /** Told, under the lock, what is there no more, however it went; not what was replaced. */
    private final BiConsumer<String, V> gone;

    private record Entry<V>(String key, V value, Instant until) {

        /** Each is another one, whatever it holds. */
        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    /** @param most entries that are kept */
    public Expiring(InstantSource clock, int most, BiConsumer<String, V> gone) {
        this.clock = clock;
        this.most = most;
        this.gone = gone;
    }

    /** What is there and has not expired, or null. */
    public @Nullable V get(String key) {
        Entry<V> entry = entries.get(key);
        return entry == null || !entry.until().isAfter(clock.instant()) ? null : entry.value();
    }

    /** Until when it is there; only of what {@link #get} finds. */
    Instant until(String key) {
        Entry<V> entry = entries.get(key);
        return entry == null ? Instant.MIN : entry.until();
    }

    /** Keeps it until then, in place of another one under this key. */
    public synchronized void put(String key, V value, Instant until) {
        sweep();
        while (entries.size() >= most && !entries.containsKey(key) && dropSoonest()) {
            // until there is room
        }
        Entry<V> entry = new Entry<>(key, value, until);
        entries.put(key, entry);
        soonest.add(entry);
        if (soonest.size() > 2L * entries.size() + SLACK) {
            soonest.removeIf(it -> entries.get(it.key()) != it);
        }
    }

    /** What was there and had not expired, or null. */
    public synchronized @Nullable V remove(String key) {
        V known = get(key);
        Entry<V> entry = entries.get(key);
        if (entry != null) {
            forget(entry); // what is left of it in the queue is found when its time comes, or the queue is long
        }
        return known;
    }

    /** Drops what would expire first; false if there is nothing. */
    synchronized boolean dropSoonest() {
        int before = entries.size();
        for (Entry<V> first = soonest.poll(); first != null; first = soonest.poll()) {
            forget(first);
            if (entries.size() < before) {
                return true;
            }
        }
        return false;
    }

    /** How many there are. */
    public synchronized int size() {
        sweep();
        return entries.size();
    }

    private void sweep() {
        Instant now = clock.instant();
        for (Entry<V> first = soonest.peek(); first != null && !first.until().isAfter(now); first = soonest.peek()) {
            soonest.remove();
            forget(first);
        }
    }

    private void forget(Entry<V> entry) {
        if (entries.remove(entry.key(), entry)) {
            gone.accept(entry.key(), entry.value());
        }
    }
}
