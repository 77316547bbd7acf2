package io.highgate.gateway.quota;

import io.highgate.base.time.Ticker;
import io.highgate.store.limit.LimitStore;
import io.highgate.traffic.limit.LimitSettings;
import io.highgate.traffic.limit.Meters;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What limits have counted, which outlives configurations: a limit that stays as it is goes on counting where
 * it was. It is kept as long as some configuration in use refers to it. Thread-safe; asked when a
 * configuration is compiled, not for requests.
 */
public final class LimitBook {

    /** Names of limits that are counted apart, so that metrics cannot fill the memory. */
    private static final int MOST_TALLIES = 2_000;

    private static final String OTHER = "_other";

    private final @Nullable LimitStore store;
    private final Quotas stored;
    private final Reach reach;
    private final Map<Entry, WeakReference<Object>> kept = new HashMap<>();
    private final Map<String, Tally> tallies = new ConcurrentHashMap<>();

    private record Entry(String id, Object terms, int keys) {}

    /** A limit's keys, for metrics. */
    public record Keys(String limit, long keys, long crowded) {}

    /**
     * @param store of the limits that gateways share; null where there is none: then they are local
     * @param stored what tenants may ask for beside what the configuration says
     */
    public LimitBook(Ticker ticker, @Nullable LimitStore store, Quotas stored) {
        this.store = store;
        this.stored = stored;
        this.reach = new Reach(ticker);
    }

    /** Whether the shared store answers. */
    public Reach reach() {
        return reach;
    }

    @Nullable
    LimitStore store() {
        return store;
    }

    Quotas stored() {
        return stored;
    }

    Meters meters(String id, LimitSettings settings, int most) {
        return kept(new Entry(id, settings, most), Meters.class, () -> new Meters(settings, most));
    }

    UnderWay underWay(String id, int amount, int most) {
        return kept(new Entry(id, amount, most), UnderWay.class, () -> new UnderWay(amount, most));
    }

    /** Forgets what no configuration refers to any more; once for each new one. */
    synchronized void tidy() {
        kept.values().removeIf(it -> it.get() == null);
    }

    private synchronized <T> T kept(Entry entry, Class<T> type, Supplier<T> fresh) {
        WeakReference<Object> known = kept.get(entry);
        Object thing = known == null ? null : known.get();
        if (thing == null) {
            thing = fresh.get();
            kept.put(entry, new WeakReference<>(thing));
        }
        return type.cast(thing);
    }

    Tally tally(String id) {
        String name = tallies.size() >= MOST_TALLIES && !tallies.containsKey(id) ? OTHER : id;
        return tallies.computeIfAbsent(name, Tally::new);
    }

    /** What became of requests, by limit. */
    public Collection<Tally> tallies() {
        return List.copyOf(tallies.values());
    }

    /** The keys that are counted now. */
    public synchronized List<Keys> keys() {
        Map<String, Keys> all = new HashMap<>();
        kept.forEach((entry, reference) -> {
            Object thing = reference.get();
            Keys keys = thing instanceof Meters meters
                    ? new Keys(entry.id(), meters.keys(), meters.crowded())
                    : thing instanceof UnderWay underWay
                            ? new Keys(entry.id(), underWay.keys(), underWay.crowded())
                            : new Keys(entry.id(), 0, 0);
            all.merge(
                    keys.limit(), keys, (a, b) -> new Keys(a.limit(), a.keys() + b.keys(), a.crowded() + b.crowded()));
        });
        return new ArrayList<>(all.values());
    }
}
