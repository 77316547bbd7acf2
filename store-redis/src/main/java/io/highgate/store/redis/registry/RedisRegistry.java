package io.highgate.store.redis.registry;

import io.highgate.store.lease.Lease;
import io.highgate.store.redis.line.Redis;
import io.highgate.store.redis.line.Script;
import io.highgate.store.redis.registry.Watch.Seen;
import io.highgate.store.registry.Change;
import io.highgate.store.registry.Entry;
import io.highgate.store.registry.Followers;
import io.highgate.store.registry.Overdue;
import io.highgate.store.registry.Registered;
import io.highgate.store.registry.RegistryStore;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The registry in Redis, shared by all who are connected to it; {@link RegistryScripts} says how it lies there.
 * What concerns many entries is asked in parts, one after the other, so that others come in between.
 * Thread-safe.
 */
public final class RedisRegistry implements RegistryStore, AutoCloseable {

    /** A part takes a server about a millisecond. */
    private static final int PART = 500;

    private static final int PART_WITH_FACTS = 200;

    /** How often it is looked whether the last change was heard of. */
    private static final long LOOK_MILLIS = 1_000;

    private final Redis redis;
    private final ScheduledExecutorService timer;
    private final String chance;
    private final Heartbeats heartbeats;
    private final Reading reading;
    private final Followers followers = new Followers();
    private final Watch watch = new Watch(followers);
    private @Nullable Future<?> looking;
    private volatile boolean closed;

    /**
     * @param redis started or not: whoever follows is told when changes begin to be heard
     * @param timer for what is due later; one thread is enough
     * @param chance a random text, another one in each process: epochs are named from it
     */
    public RedisRegistry(Redis redis, ScheduledExecutorService timer, String chance) {
        this.redis = redis;
        this.timer = timer;
        this.chance = chance;
        this.heartbeats = new Heartbeats(redis, timer);
        this.reading = new Reading((cursor, count) -> ask(RegistryScripts.PAGE, cursor, count));
        redis.subscribe(RegistryScripts.CHANNEL, this::heard, this::listening);
    }

    private <T> CompletionStage<T> ask(Script script, String... arguments) {
        return redis.run(script, RegistryScripts.PLACE, with(Stream.of(chance), Stream.of(arguments)));
    }

    private static String[] with(Stream<String> first, Stream<String> more) {
        return Stream.concat(first, more).toArray(String[]::new);
    }

    private static Stream<String> fields(Entry entry) {
        return Stream.of(entry.key(), entry.facts(), lease(entry), RegistryJson.marks(entry.marks()));
    }

    private static String lease(Entry entry) {
        Duration lease = entry.lease();
        return lease == null ? "" : Long.toString(lease.toMillis());
    }

    @Override
    public CompletionStage<Boolean> put(Entry entry) {
        CompletionStage<Long> done = ask(RegistryScripts.PUT, fields(entry).toArray(String[]::new));
        return done.thenApply(it -> {
            boolean fresh = it == 1;
            heartbeats.registered(entry, fresh);
            return fresh;
        });
    }

    @Override
    public CompletionStage<Integer> restore(Collection<Entry> entries) {
        return Parts.of(entries, PART_WITH_FACTS).ask(this::restorePart).thenApply(List::size);
    }

    private CompletionStage<List<String>> restorePart(List<Entry> entries) {
        CompletionStage<List<Object>> done = ask(
                RegistryScripts.RESTORE,
                entries.stream().flatMap(RedisRegistry::fields).toArray(String[]::new));
        return done.thenApply(it -> {
            Set<String> restored = new HashSet<>(Replies.texts(it));
            entries.stream()
                    .filter(entry -> restored.contains(entry.key()))
                    .forEach(entry -> heartbeats.registered(entry, false));
            return List.copyOf(restored);
        });
    }

    @Override
    public CompletionStage<Set<String>> renew(Collection<String> keys) {
        return Parts.of(keys, PART).ask(this::renewPart).thenApply(HashSet::new);
    }

    private CompletionStage<List<String>> renewPart(List<String> keys) {
        CompletionStage<List<Object>> done = ask(RegistryScripts.RENEW, keys.toArray(String[]::new));
        return done.thenApply(leases -> {
            Map<String, Long> renewed = new LinkedHashMap<>();
            for (int i = 0; i < keys.size(); i++) {
                long lease = Replies.number(leases, i);
                if (lease > 0) {
                    renewed.put(keys.get(i), lease);
                }
            }
            heartbeats.renewed(renewed);
            return keys.stream().filter(it -> !renewed.containsKey(it)).toList();
        });
    }

    @Override
    public CompletionStage<Boolean> remove(String key) {
        CompletionStage<Long> done = ask(RegistryScripts.REMOVE, key);
        return done.thenApply(it -> {
            heartbeats.gone(List.of(key));
            return it == 1;
        });
    }

    @Override
    public CompletionStage<Boolean> mark(String key, String name, @Nullable String value, @Nullable Lease fence) {
        Stream<String> what = Stream.of(key, name, value == null ? "" : value, value == null ? "0" : "1");
        CompletionStage<Long> done =
                ask(RegistryScripts.MARK, fence == null ? what.toArray(String[]::new) : with(what, fenced(fence)));
        return done.thenApply(it -> it == 1);
    }

    private static Stream<String> fenced(Lease fence) {
        return Stream.of(fence.name(), Long.toString(fence.epoch()));
    }

    @Override
    public CompletionStage<Overdue> overdue(int most) {
        if (most < 0) {
            throw new IllegalArgumentException("at most " + most + " keys were asked for; 0 is the least");
        }
        CompletionStage<List<Object>> done = ask(RegistryScripts.OVERDUE, Integer.toString(most));
        return done.thenApply(Replies::overdue);
    }

    @Override
    public CompletionStage<List<String>> evict(Collection<String> keys, Lease fence) {
        return Parts.of(keys, PART).ask(part -> evictPart(part, fence));
    }

    private CompletionStage<List<String>> evictPart(List<String> keys, Lease fence) {
        CompletionStage<List<Object>> done = ask(RegistryScripts.EVICT, with(fenced(fence), keys.stream()));
        return done.thenApply(it -> {
            List<String> gone = Replies.texts(it);
            heartbeats.gone(gone);
            return gone;
        });
    }

    @Override
    public CompletionStage<Registered> all() {
        return reading.all();
    }

    @Override
    public void follow(Consumer<Change> listener, Runnable missed) {
        followers.add(listener, missed);
        watch.unsure();
        synchronized (this) {
            if (looking == null && !closed) {
                looking = timer.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
        look();
    }

    private void heard(String message) {
        if (!closed) {
            watch.heard(RegistryJson.change(message));
        }
    }

    private void listening() {
        watch.listening();
        look();
    }

    /** Nothing comes of it while Redis is away: then it is looked again. */
    private void look() {
        Seen last = watch.last();
        CompletionStage<List<Object>> seen = ask(RegistryScripts.LOOK, last.epoch(), Long.toString(last.seq()));
        seen.thenAccept(it -> {
            if (!closed) {
                watch.looked(new Seen(Replies.text(it, 0), Replies.number(it, 1)));
            }
        });
    }

    /** How many of the keys that others look for were not written, because Redis was away or there were too many. */
    public long heartbeatsDropped() {
        return heartbeats.dropped();
    }

    /** How many of them wait to be written. */
    int heartbeatsWaiting() {
        return heartbeats.waiting();
    }

    /** Looks no more, and tells nobody. */
    @Override
    public synchronized void close() {
        closed = true;
        if (looking != null) {
            looking.cancel(false);
        }
    }
}
