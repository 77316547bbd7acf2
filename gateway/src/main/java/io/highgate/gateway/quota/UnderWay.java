package io.highgate.gateway.quota;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * How many requests of each key are under way. A key without any takes no memory; beyond so many keys, new
 * ones are counted together. Thread-safe, without locks of its own.
 */
final class UnderWay {

    /** The name under which keys are counted that have no room; no key of a request begins so. */
    private static final String REST = "\u0000";

    private final int amount;
    private final int most;
    private final ConcurrentHashMap<String, Integer> byKey = new ConcurrentHashMap<>();
    private final LongAdder crowded = new LongAdder();

    UnderWay(int amount, int most) {
        this.amount = amount;
        this.most = most;
    }

    /** One more is under way; the key to be given back with {@link #leave}, or null if that were too many. */
    @Nullable
    String enter(String asked) {
        String key = asked;
        while (true) {
            Integer now = byKey.get(key);
            if (now == null) {
                if (byKey.size() >= most && !key.equals(REST)) {
                    crowded.increment();
                    key = REST;
                } else if (byKey.putIfAbsent(key, 1) == null) {
                    return key;
                }
            } else if (now >= amount) {
                return null;
            } else if (byKey.replace(key, now, now + 1)) {
                return key;
            }
        }
    }

    /** One less is under way. */
    void leave(String key) {
        while (true) {
            Integer now = byKey.get(key);
            if (now == null) {
                throw new IllegalStateException("nobody is under way");
            }
            if (now == 1 ? byKey.remove(key, 1) : byKey.replace(key, now, now - 1)) {
                return;
            }
        }
    }

    int keys() {
        return byKey.size();
    }

    long crowded() {
        return crowded.sum();
    }
}
