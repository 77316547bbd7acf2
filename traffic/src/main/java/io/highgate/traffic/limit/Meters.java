package io.highgate.traffic.limit;

import java.util.Iterator;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * The meters of a limit's keys, so many of them. Beyond, new keys share one meter until others have
 * been forgotten: whoever makes up keys without end shares the limit of one key with their like.
 * Thread-safe; keys that are known take no lock.
 */
public final class Meters {

    /** So many are looked at for each new key when there is no room. */
    private static final int LOOKED_AT = 16;

    private final LimitSettings settings;
    private final int most;
    private final ConcurrentHashMap<String, Meter> byKey = new ConcurrentHashMap<>();
    private final LongAdder crowded = new LongAdder();
    private final Meter rest;
    private Iterator<Meter> sweep = byKey.values().iterator();

    /** @param most keys that have a meter of their own */
    public Meters(LimitSettings settings, int most) {
        this.settings = settings;
        this.most = most;
        this.rest = settings.meter();
    }

    public LimitSettings settings() {
        return settings;
    }

    /** As {@link Meter#take}, of the key's meter. */
    public long take(String key, long amount, long now) {
        return of(key, now).take(amount, now);
    }

    /** The key's meter, for whoever asks it more than one thing; not to be kept. */
    public Meter of(String key, long now) {
        Meter known = byKey.get(key);
        return known == null ? newcomer(key, now) : known;
    }

    private Meter newcomer(String key, long now) {
        if (byKey.size() >= most) {
            sweep(now);
        }
        if (byKey.size() >= most) {
            crowded.increment();
            return rest;
        }
        return byKey.computeIfAbsent(key, it -> settings.meter());
    }

    /**
     * Forgets some that nothing is known of any more. Another thread may just have got hold of one: what it
     * takes of it is forgotten with it, one permit at most for each thread.
     */
    private synchronized void sweep(long now) {
        for (int i = 0; i < LOOKED_AT; i++) {
            if (!sweep.hasNext()) {
                sweep = byKey.values().iterator();
                if (!sweep.hasNext()) {
                    return;
                }
            }
            if (sweep.next().untilForgotten(now) == 0) {
                sweep.remove();
            }
        }
    }

    /** Keys with a meter of their own. */
    public int keys() {
        return byKey.size();
    }

    /** How often a key had to share. */
    public long crowded() {
        return crowded.sum();
    }
}
