package io.highgate.center.patrol;

import io.highgate.base.time.Agenda;
import io.highgate.center.cells.Registry;
import io.highgate.center.cells.Seen;
import io.highgate.center.cells.Step;
import io.highgate.center.share.Duties;
import io.highgate.store.lease.Lease;
import io.highgate.wire.cell.InstanceState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the instances of its shards how they are, spread over the interval and so many at once at most, and
 * marks who does not answer. Confined to the center's agenda but for {@link #doubt}, {@link
 * #lastAsked} and the figures.
 */
public final class Patrol {

    private static final Logger LOG = LoggerFactory.getLogger(Patrol.class);

    /** Enough that each of up to 8 centers has some; few enough that their leases cost nothing. */
    private static final int SHARDS = 16;

    private static final String DUTY = "center-patrol-";

    /** Whoever has just registered should be there. */
    private static final Duration SOON = Duration.ofMillis(500);

    private final Registry registry;
    private final Duties duties;
    private final Agenda agenda;
    private final Prober prober;
    private final PatrolRules rules;
    private final RandomGenerator random;
    private final InstantSource clock;
    private final Map<String, Watched> watched = new HashMap<>();
    private final Map<String, Instant> lastAsked = new ConcurrentHashMap<>();
    private final Deque<String> waiting = new ArrayDeque<>();
    private final AtomicLong probes = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final boolean[] mine = new boolean[SHARDS];
    private int underWay;

    /**
     * What probes are made with.
     *
     * @param clock only for telling people when it was
     */
    public record Means(Prober prober, PatrolRules rules, RandomGenerator random, InstantSource clock) {}

    public Patrol(Registry registry, Duties duties, Agenda agenda, Means means) {
        this.registry = registry;
        this.duties = duties;
        this.agenda = agenda;
        this.prober = means.prober();
        this.rules = means.rules();
        this.random = means.random();
        this.clock = means.clock();
    }

    /** The duties that are divided among the centers. */
    public static List<String> shards() {
        List<String> shards = new ArrayList<>();
        for (int shard = 0; shard < SHARDS; shard++) {
            shards.add(DUTY + shard);
        }
        return shards;
    }

    private static int shard(String key) {
        return Math.floorMod(key.hashCode() * 0x9e3779b9 >>> 7, SHARDS);
    }

    private @Nullable Lease right(String key) {
        return duties.mine(DUTY + shard(key));
    }

    /** Asks from now on. */
    public void start() {
        registry.follow(this::take);
        duties.follow(it -> divide());
    }

    /** How many probes were begun, and how many of them failed. */
    public long probes() {
        return probes.get();
    }

    public long failures() {
        return failures.get();
    }

    /** When the last probe of an instance ended; null if it is not this center that asks it, or not yet. */
    public @Nullable Instant lastAsked(String key) {
        return lastAsked.get(key);
    }

    /**
     * Somebody has reason to doubt an instance: whoever asks it does so at once. False if it is not known.
     * On any thread.
     */
    public boolean doubt(String key) {
        Seen seen = registry.view().find(key);
        if (seen == null) {
            return false;
        }
        if (seen.state() == InstanceState.DRAINING) {
            return true;
        }
        agenda.execute(() -> {
            Watched one = watched.get(key);
            if (one != null) {
                suspect(key, one);
            } else if (!seen.entry().marks().containsKey(Seen.SUSPECT)) {
                registry.mark(key, Seen.SUSPECT, "yes", null); // for the center that asks it
            }
        });
        return true;
    }

    private void suspect(String key, Watched one) {
        if (one.doubt() && !one.isAsked()) {
            ask(key, one);
        }
    }

    private void take(Step step) {
        switch (step) {
            case Step.Changed changed -> change(changed.key(), changed.now(), within(changed.before()));
            case Step.Replaced replaced -> {
                Map<String, Seen> now = new HashMap<>();
                replaced.all().forEach(it -> now.put(it.entry().key(), it));
                List.copyOf(watched.keySet()).stream()
                        .filter(it -> !now.containsKey(it))
                        .forEach(this::forget);
                now.forEach((key, seen) -> change(key, seen, rules.interval()));
            }
        }
    }

    /** Who was draining and is not any more is asked at once: nobody knows how it is. */
    private Duration within(@Nullable Seen before) {
        if (before == null) {
            return SOON;
        }
        return before.state() == InstanceState.DRAINING ? Duration.ZERO : rules.interval();
    }

    /** @param within so much time from now a new one is asked first, at a moment of chance: not all come at once */
    private void change(String key, @Nullable Seen now, Duration within) {
        // Who drains gets nothing new, and may say that it is not ready.
        if (now == null || !mine[shard(key)] || now.state() == InstanceState.DRAINING) {
            forget(key);
            return;
        }
        Watched one = watched.get(key);
        if (one == null) {
            one = new Watched(now.instance(), now.state() == InstanceState.DOWN);
            watched.put(key, one);
            later(key, one, Duration.ofNanos((long) (random.nextDouble() * within.toNanos())));
        } else {
            one.become(now.instance());
        }
        if (now.entry().marks().containsKey(Seen.SUSPECT)) {
            suspect(key, one);
        }
    }

    private void forget(String key) {
        Watched one = watched.remove(key);
        lastAsked.remove(key);
        if (one != null) {
            one.forget();
        }
    }

    private void divide() {
        boolean changed = false;
        for (int shard = 0; shard < SHARDS; shard++) {
            boolean now = duties.mine(DUTY + shard) != null;
            changed |= now != mine[shard];
            mine[shard] = now;
        }
        if (changed) {
            List.copyOf(watched.keySet()).stream()
                    .filter(it -> !mine[shard(it)])
                    .forEach(this::forget);
            registry.view()
                    .cells()
                    .values()
                    .forEach(cell ->
                            cell.values().forEach(it -> change(it.entry().key(), it, rules.interval())));
        }
    }

    private void later(String key, Watched one, Duration pause) {
        one.due(agenda.after(pause, () -> ask(key, one)));
    }

    private void ask(String key, Watched one) {
        if (watched.get(key) != one || one.isAsked()) {
            return;
        }
        one.forget();
        if (underWay >= rules.atOnce()) {
            waiting.add(key);
            return;
        }
        one.asking();
        underWay++;
        probes.incrementAndGet();
        long began = agenda.nanos();
        prober.ask(one.instance(), one.patience(rules))
                .whenComplete((wrong, failure) -> agenda.execute(() -> {
                    underWay--;
                    answered(key, one, failure != null ? "the probe failed" : wrong, agenda.nanos() - began);
                    next();
                }));
    }

    private void next() {
        String key = waiting.poll();
        Watched one = key == null ? null : watched.get(key);
        if (one != null) {
            ask(java.util.Objects.requireNonNull(key), one);
        } else if (key != null) {
            next();
        }
    }

    private void answered(String key, Watched one, @Nullable String wrong, long took) {
        if (watched.get(key) != one) {
            return;
        }
        lastAsked.put(key, clock.instant());
        if (wrong == null) {
            if (one.succeeded(took)) {
                LOG.info("{} is well again", key);
            }
        } else {
            failures.incrementAndGet();
            if (one.failed(rules.threshold())) {
                LOG.warn("{} is down: {}", key, wrong);
            }
        }
        write(key, one.mood());
        later(key, one, jittered(one.pause(rules)));
    }

    /** What was found, where the registry says something else: also when it could not be written before. */
    private void write(String key, Watched.Mood mood) {
        Seen seen = registry.view().find(key);
        if (seen == null) {
            return;
        }
        boolean down = mood == Watched.Mood.DOWN;
        if (down != Seen.DOWN.equals(seen.entry().marks().get(Seen.HEALTH))) {
            mark(key, Seen.HEALTH, down ? Seen.DOWN : null);
        }
        if (mood != Watched.Mood.SUSPICIOUS && seen.entry().marks().containsKey(Seen.SUSPECT)) {
            mark(key, Seen.SUSPECT, null);
        }
    }

    /** A tenth more or less, so that what began together does not stay together. */
    private Duration jittered(Duration pause) {
        return Duration.ofNanos((long) (pause.toNanos() * (0.9 + 0.2 * random.nextDouble())));
    }

    private void mark(String key, String name, @Nullable String value) {
        Lease right = right(key);
        if (right != null) {
            registry.mark(key, name, value, right);
        }
    }
}
