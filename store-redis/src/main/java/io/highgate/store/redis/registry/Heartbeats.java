package io.highgate.store.redis.registry;

import io.highgate.store.redis.line.Ask;
import io.highgate.store.redis.line.Redis;
import io.highgate.store.registry.Entry;
import io.lettuce.core.KeyValue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * What other programs look for in Redis ({@link HeartbeatPart}). It lies anywhere in a cluster, and nothing of
 * ours depends on it: it is written after the answer, on the timer, one part at a time, and what is too much
 * is dropped. A key that is missing comes back when its lease is renewed. Thread-safe.
 */
final class Heartbeats {

    private static final int MOST = 20_000;
    private static final int PART = 500;

    /** So long what comes is gathered. */
    private static final long GATHER_MILLIS = 20;

    private final Redis redis;
    private final ScheduledExecutorService timer;
    private final LongAdder dropped = new LongAdder();
    private final Map<String, Wish> wishes = new LinkedHashMap<>();
    private final Queue<String> launched = new ArrayDeque<>();
    private boolean busy;

    Heartbeats(Redis redis, ScheduledExecutorService timer) {
        this.redis = redis;
        this.timer = timer;
    }

    long dropped() {
        return dropped.sum();
    }

    synchronized int waiting() {
        return wishes.size() + (busy ? 1 : 0);
    }

    /** @param fresh whether it was not there before */
    synchronized void registered(Entry entry, boolean fresh) {
        Duration lease = entry.lease();
        // Who has no lease does not beat.
        wish(entry.key(), lease == null ? new Wish.Gone() : new Wish.Kept(entry.facts(), lease.toMillis()));
        if (fresh && launched.size() < MOST) {
            launched.add(entry.key());
        }
        begin(GATHER_MILLIS);
    }

    /** @param leases in milliseconds by key */
    synchronized void renewed(Map<String, Long> leases) {
        leases.forEach((key, millis) -> {
            if (!(wishes.get(key) instanceof Wish.Kept)) {
                wish(key, new Wish.Renewed(millis));
            }
        });
        begin(GATHER_MILLIS);
    }

    synchronized void gone(Collection<String> keys) {
        keys.forEach(it -> wish(it, new Wish.Gone()));
        begin(GATHER_MILLIS);
    }

    private void wish(String key, Wish wish) {
        if (wishes.size() < MOST || wishes.containsKey(key)) {
            wishes.put(key, wish);
        } else {
            dropped.increment();
        }
    }

    private void begin(long delayMillis) {
        if (busy || wishes.isEmpty()) {
            return;
        }
        try {
            timer.schedule(this::send, delayMillis, TimeUnit.MILLISECONDS);
            busy = true;
        } catch (RejectedExecutionException ended) {
            wishes.clear(); // and so does this process
        }
    }

    private void send() {
        HeartbeatPart part = take();
        (redis.isCluster() ? oneByOne(part) : atOnce(part))
                .whenComplete((more, failure) -> sent(part, more == null ? Map.of() : more, failure != null));
    }

    /** What is to become of those whose keys were not there. */
    private CompletionStage<Map<String, Wish>> oneByOne(HeartbeatPart part) {
        return redis.ask(Ask.once(part::write)).thenCompose(this::factsOf);
    }

    /** Beats are many, and a script takes less of both sides than a command for each. */
    private CompletionStage<Map<String, Wish>> atOnce(HeartbeatPart part) {
        List<String> beats = part.beats();
        CompletionStage<Long> renewed = beats.isEmpty()
                ? CompletableFuture.completedStage(0L)
                : redis.run(HeartbeatPart.BEAT, RegistryScripts.FACTS, beats.toArray(String[]::new));
        return renewed.thenCompose(done -> redis.ask(Ask.once(part.withoutBeats()::write)))
                .thenApply(none -> Map.of());
    }

    private synchronized HeartbeatPart take() {
        Map<String, Wish> some = new LinkedHashMap<>();
        Iterator<Map.Entry<String, Wish>> all = wishes.entrySet().iterator();
        while (all.hasNext() && some.size() < PART) {
            Map.Entry<String, Wish> next = all.next();
            some.put(next.getKey(), next.getValue());
            all.remove();
        }
        List<String> fresh = new ArrayList<>();
        while (!launched.isEmpty() && fresh.size() < PART) {
            fresh.add(launched.remove());
        }
        return new HeartbeatPart(some, fresh);
    }

    /** What to write of those whose keys have expired, or were lost. */
    private CompletionStage<Map<String, Wish>> factsOf(Map<String, Long> leases) {
        if (leases.isEmpty()) {
            return CompletableFuture.completedStage(Map.of());
        }
        String[] keys = leases.keySet().toArray(String[]::new);
        return redis.ask(Ask.repeatable(it -> it.hmget(RegistryScripts.FACTS, keys)))
                .thenApply(found -> kept(found, leases));
    }

    private static Map<String, Wish> kept(List<KeyValue<String, byte[]>> found, Map<String, Long> leases) {
        Map<String, Wish> kept = new LinkedHashMap<>();
        for (KeyValue<String, byte[]> one : found) {
            if (one.hasValue()) {
                String facts = new String(one.getValue(), StandardCharsets.UTF_8);
                kept.put(one.getKey(), new Wish.Kept(facts, leases.getOrDefault(one.getKey(), 1L)));
            }
        }
        return kept;
    }

    private synchronized void sent(HeartbeatPart part, Map<String, Wish> more, boolean failed) {
        if (failed) {
            dropped.add(part.wishes().size());
        }
        more.forEach((key, wish) -> {
            if (!wishes.containsKey(key)) {
                wish(key, wish);
            }
        });
        busy = false;
        begin(0);
    }
}
