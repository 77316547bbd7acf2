package io.highgate.gateway.center;

import io.highgate.model.cell.CellName;
import io.highgate.wire.cell.InstanceState;
import io.highgate.wire.cell.Listed;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The cells that are worth an upstream: those with instances, and for a while those that had some, so
 * that one which comes and goes does not make a new snapshot each time. Confined to one thread.
 */
final class CellSet {

    /** More than these are not made upstreams. */
    static final int MOST = 10_000;

    /** A cell whose last instance went so long ago is forgotten. */
    static final Duration LINGER = Duration.ofSeconds(30);

    private final Map<String, Long> emptied = new HashMap<>();
    private SortedMap<String, Boolean> cells = new TreeMap<>();

    /** Their names, and whether connections to most of their instances are encrypted. */
    SortedMap<String, Boolean> look(Registry registry, long now) {
        SortedMap<String, Boolean> next = new TreeMap<>();
        registry.cells().forEach((name, instances) -> {
            if (CellName.isOne(name)) {
                next.put(name, isEncrypted(instances.values()));
            }
        });
        cells.forEach((name, encrypted) -> {
            if (!next.containsKey(name) && now - emptied.computeIfAbsent(name, _ -> now) < LINGER.toNanos()) {
                next.put(name, encrypted);
            }
        });
        emptied.keySet()
                .removeIf(it -> !next.containsKey(it) || registry.cells().containsKey(it));
        while (next.size() > MOST) {
            next.remove(next.lastKey());
        }
        cells = next;
        return next;
    }

    /** Whether some will be forgotten by and by. */
    boolean lingers() {
        return !emptied.isEmpty();
    }

    /** All endpoints of an upstream are reached in the same way: that of most. */
    private static boolean isEncrypted(Collection<Listed> instances) {
        int balance = 0;
        for (Listed listed : instances) {
            if (listed.state() != InstanceState.DRAINING) {
                balance += listed.instance().tls() ? 1 : -1;
            }
        }
        return balance > 0;
    }
}
