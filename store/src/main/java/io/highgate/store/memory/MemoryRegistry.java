package io.highgate.store.memory;

import io.highgate.base.time.Ticker;
import io.highgate.store.lease.Lease;
import io.highgate.store.registry.Change;
import io.highgate.store.registry.Entry;
import io.highgate.store.registry.Followers;
import io.highgate.store.registry.Overdue;
import io.highgate.store.registry.Registered;
import io.highgate.store.registry.RegistryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The instances that one process knows. How many there may be is the caller's to bound. Thread-safe;
 * followers are told on a thread that makes a change, after it has let go of the lock.
 */
public final class MemoryRegistry implements RegistryStore {

    private final Ticker ticker;
    private final String epoch;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, Long> until = new HashMap<>();
    private final Map<String, Long> fences = new HashMap<>();
    private final Followers followers = new Followers();
    private long seq;

    /** @param epoch another one each time: the count begins anew */
    public MemoryRegistry(Ticker ticker, String epoch) {
        this.ticker = ticker;
        this.epoch = epoch;
    }

    private synchronized <T> T locked(Supplier<T> what) {
        return what.get();
    }

    private <T> CompletionStage<T> ask(Supplier<T> what) {
        return CompletableFuture.completedStage(locked(what));
    }

    private <T> CompletionStage<T> change(Supplier<T> what) {
        T outcome = locked(what);
        followers.tell();
        return CompletableFuture.completedStage(outcome);
    }

    @Override
    public CompletionStage<Boolean> put(Entry entry) {
        return change(() -> {
            Entry before = entries.get(entry.key());
            Entry next = before == null ? entry : before.withFacts(entry.facts(), entry.lease());
            begin(next);
            if (!next.equals(before)) {
                keep(next);
            }
            return before == null;
        });
    }

    private void begin(Entry entry) {
        Duration lease = entry.lease();
        if (lease == null) {
            until.remove(entry.key());
        } else {
            until.put(entry.key(), ticker.nanos() + lease.toNanos());
        }
    }

    private void keep(Entry entry) {
        entries.put(entry.key(), entry);
        followers.changed(new Change(epoch, ++seq, entry.key(), entry));
    }

    @Override
    public CompletionStage<Integer> restore(Collection<Entry> remembered) {
        return change(() -> {
            int before = entries.size();
            for (Entry entry : remembered) {
                if (!entries.containsKey(entry.key())) {
                    begin(entry);
                    keep(entry);
                }
            }
            return entries.size() - before;
        });
    }

    @Override
    public CompletionStage<Set<String>> renew(Collection<String> keys) {
        return ask(() -> {
            Set<String> unknown = new HashSet<>();
            for (String key : keys) {
                Entry entry = entries.get(key);
                if (entry == null || entry.lease() == null) {
                    unknown.add(key);
                } else {
                    begin(entry);
                }
            }
            return unknown;
        });
    }

    @Override
    public CompletionStage<Boolean> remove(String key) {
        return change(() -> take(key));
    }

    private boolean take(String key) {
        until.remove(key);
        boolean there = entries.remove(key) != null;
        if (there) {
            followers.changed(new Change(epoch, ++seq, key, null));
        }
        return there;
    }

    @Override
    public CompletionStage<Boolean> mark(String key, String name, @Nullable String value, @Nullable Lease fence) {
        return change(() -> {
            boolean may = fence == null || passes(fence);
            Entry entry = entries.get(key);
            if (!may || entry == null) {
                return false;
            }
            Entry next = entry.withMark(name, value);
            if (!next.equals(entry)) {
                keep(next);
            }
            return true;
        });
    }

    private boolean passes(Lease fence) {
        return fences.merge(fence.name(), fence.epoch(), Math::max) == fence.epoch();
    }

    @Override
    public CompletionStage<Overdue> overdue(int most) {
        return ask(() -> {
            Map<String, Long> late = late();
            List<String> told = late.entrySet().stream()
                    .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                    .limit(most)
                    .map(Map.Entry::getKey)
                    .toList();
            Map<String, Long> millis = told.stream()
                    .collect(
                            Collectors.toMap(it -> it, it -> TimeUnit.NANOSECONDS.toMillis(late.getOrDefault(it, 0L))));
            return new Overdue(told, late.size(), until.size(), millis);
        });
    }

    /** For how long whose lease has run out, in nanoseconds. */
    private Map<String, Long> late() {
        long now = ticker.nanos();
        Map<String, Long> late = new HashMap<>();
        until.forEach((key, end) -> {
            if (now - end >= 0) {
                late.put(key, now - end);
            }
        });
        return late;
    }

    @Override
    public CompletionStage<List<String>> evict(Collection<String> keys, Lease fence) {
        return change(() -> {
            List<String> gone = new ArrayList<>();
            if (passes(fence)) {
                Map<String, Long> late = late();
                keys.stream().filter(it -> late.containsKey(it) && take(it)).forEach(gone::add);
            }
            return gone;
        });
    }

    @Override
    public CompletionStage<Registered> all() {
        return ask(() -> new Registered(epoch, seq, entries));
    }

    @Override
    public void follow(Consumer<Change> listener, Runnable missed) {
        locked(() -> {
            followers.add(listener, missed);
            followers.missed();
            return true;
        });
        followers.tell();
    }
}
