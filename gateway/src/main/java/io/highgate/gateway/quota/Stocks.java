package io.highgate.gateway.quota;

import io.highgate.model.spec.RateLimitSpec;
import java.util.Iterator;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The stocks of a limit's keys, so many of them; keys beyond have none, and ask the store each time.
 * Thread-safe; keys that are known take no lock but their own.
 */
final class Stocks {

    /** So many are looked at for each new key when there is no room. */
    private static final int LOOKED_AT = 16;

    private final int low;
    private final int most;
    private final int keys;
    private final long period;
    private final ConcurrentHashMap<String, Stock> byKey = new ConcurrentHashMap<>();
    private Iterator<Stock> sweep = byKey.values().iterator();

    Stocks(RateLimitSpec spec) {
        int batch = spec.shared().batch();
        this.most = batch * spec.shared().capacity();
        this.low = (most - batch) / 2;
        this.keys = spec.keys();
        this.period = spec.period().toNanos();
    }

    @Nullable
    Stock of(String key, long now) {
        Stock known = byKey.get(key);
        if (known != null) {
            return known;
        }
        if (byKey.size() >= keys) {
            sweep(now);
        }
        return byKey.size() >= keys ? null : byKey.computeIfAbsent(key, it -> new Stock(low, most, period));
    }

    private synchronized void sweep(long now) {
        for (int i = 0; i < LOOKED_AT; i++) {
            if (!sweep.hasNext()) {
                sweep = byKey.values().iterator();
                if (!sweep.hasNext()) {
                    return;
                }
            }
            if (sweep.next().isEmpty(now)) {
                sweep.remove();
            }
        }
    }
}
