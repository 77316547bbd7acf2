package io.highgate.store.registry;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of one instance. Immutable.
 *
 * @param key unique, {@code <cell>/<id>}
 * @param facts what whoever registered it says, in a form that the store does not look into
 * @param lease for how long that is believed without a beat, in whole milliseconds; null for as long as
 *     nobody takes it away
 * @param marks what others say of it, by name; they outlive new facts
 */
public record Entry(String key, String facts, @Nullable Duration lease, Map<String, String> marks) {

    private static final Duration SHORTEST = Duration.ofMillis(1);

    public Entry {
        if (key.isBlank()) {
            throw new IllegalArgumentException("an entry needs a key, as crm/10.0.0.7:8080");
        }
        if (lease != null && lease.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException(
                    "the lease of " + key + " is " + lease + "; it lasts 1 ms at least, or has no end (null)");
        }
        lease = lease == null ? null : lease.truncatedTo(ChronoUnit.MILLIS);
        marks = Collections.unmodifiableMap(new TreeMap<>(marks));
    }

    /** The same with other facts. */
    public Entry withFacts(String newFacts, @Nullable Duration newLease) {
        return new Entry(key, newFacts, newLease, marks);
    }

    /** The same with another mark; null takes it away. */
    public Entry withMark(String name, @Nullable String value) {
        Map<String, String> next = new TreeMap<>(marks);
        if (value == null) {
            next.remove(name);
        } else {
            next.put(name, value);
        }
        return new Entry(key, facts, lease, next);
    }
}
