package io.highgate.center.access;

import io.highgate.base.time.Ticker;
import io.highgate.store.StoreAwayException;
import io.highgate.store.key.ServiceKey;
import io.highgate.store.key.ServiceKeyStore;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The service keys as they were a second ago at most: so a key that was taken back at another center is
 * good here for a second more, and thousands of beats a second ask the database once. A no is never old: a key
 * that was made at another center this moment counts. While the database is away nobody can make a key or take
 * one back, and those that are known count on. Thread-safe.
 */
public final class KnownKeys {

    private static final Logger LOG = LoggerFactory.getLogger(KnownKeys.class);
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final int PAGE = 1000;

    /** More are asked for one by one. */
    private static final int MOST = 100_000;

    private final ServiceKeyStore store;
    private final Ticker ticker;
    private final ReentrantLock loading = new ReentrantLock();
    private volatile Copy copy;

    /** @param at when it was read or tried, by the ticker */
    private record Copy(Map<String, ServiceKey> keys, long at, boolean away) {}

    public KnownKeys(ServiceKeyStore store, Ticker ticker) {
        this.store = store;
        this.ticker = ticker;
        this.copy = old(Map.of(), false);
    }

    private Copy old(Map<String, ServiceKey> keys, boolean away) {
        return new Copy(keys, ticker.nanos() - 2 * FRESH.toNanos(), away);
    }

    /**
     * The key of this name, if it is good; null if there is none. Each no costs a question to the store: it is for
     * the caller to see that not too many are asked for in vain.
     *
     * @throws StoreAwayException if it is not known and the store cannot be asked
     */
    public @Nullable ServiceKey find(String safeKey, Predicate<ServiceKey> good) {
        Copy now = fresh();
        ServiceKey found = now.keys.get(safeKey);
        if (found != null && good.test(found)) {
            return found;
        }
        if (!now.away) {
            ServiceKey latest = store.find(safeKey);
            return latest != null && good.test(latest) ? latest : null;
        }
        if (found == null) {
            throw away();
        }
        return null;
    }

    private static StoreAwayException away() {
        return new StoreAwayException("the store of service keys is away", true, null);
    }

    /**
     * All that count whose subject this is.
     *
     * @throws StoreAwayException if none is known and the store cannot be asked
     */
    List<ServiceKey> of(String subject) {
        return those(it -> it.subject().equals(subject));
    }

    /** All that count of a gateway group; fails as {@link #of}. */
    public List<ServiceKey> ofGroup(String group) {
        return those(it -> group.equals(it.group()));
    }

    private List<ServiceKey> those(Predicate<ServiceKey> which) {
        long asked = ticker.nanos();
        Copy now = fresh();
        List<ServiceKey> found = those(now, which);
        if (found.isEmpty() && !now.away) {
            now = readSince(asked);
            found = those(now, which);
        }
        if (found.isEmpty() && now.away) {
            throw away();
        }
        return found;
    }

    private static List<ServiceKey> those(Copy copy, Predicate<ServiceKey> which) {
        return copy.keys.values().stream()
                .filter(it -> it.enabled() && which.test(it))
                .sorted(Comparator.comparing(ServiceKey::created).thenComparing(ServiceKey::safeKey))
                .toList();
    }

    /** This one has changed here: what was known of it counts no more. */
    public void changed(String safeKey) {
        loading.lock();
        try {
            Map<String, ServiceKey> others = new HashMap<>(copy.keys);
            others.remove(safeKey);
            copy = old(Map.copyOf(others), copy.away);
        } finally {
            loading.unlock();
        }
    }

    private Copy fresh() {
        return readSince(ticker.nanos() - FRESH.toNanos());
    }

    /** What was read after this moment, or as it was if that takes too long. */
    private Copy readSince(long moment) {
        Copy now = copy;
        if (now.at - moment > 0) {
            return now;
        }
        boolean mine = false;
        try {
            // While it is away nobody waits for whoever tries again.
            mine = loading.tryLock(now.away ? 0 : FRESH.toMillis(), TimeUnit.MILLISECONDS);
            if (mine && copy.at - moment <= 0) {
                copy = load(copy);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (mine) {
                loading.unlock();
            }
        }
        return copy;
    }

    private Copy load(Copy before) {
        long at = ticker.nanos();
        try {
            Map<String, ServiceKey> keys = new HashMap<>();
            List<ServiceKey> page = store.list("", PAGE);
            while (!page.isEmpty() && keys.size() < MOST) {
                page.forEach(it -> keys.put(it.safeKey(), it));
                page = page.size() < PAGE
                        ? List.of()
                        : store.list(page.getLast().safeKey(), PAGE);
            }
            flip(before.away, false);
            return new Copy(Map.copyOf(keys), at, false);
        } catch (StoreAwayException e) {
            flip(before.away, true);
            return new Copy(before.keys, ticker.nanos(), true);
        }
    }

    private void flip(boolean was, boolean is) {
        if (was != is) {
            if (is) {
                LOG.warn("the store of service keys is away; the {} keys that are known count on", copy.keys.size());
            } else {
                LOG.info("the store of service keys is back");
            }
        }
    }
}
