package io.highgate.registries.eureka;

import io.highgate.registries.ask.Remarks;
import io.highgate.registries.entry.Entries;
import io.highgate.wire.cell.Listed;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is known of a Eureka server's instances, without doors. A server tells for three minutes of each
 * instance that it has taken out. One that has just started knows nobody, and tells of nobody: until clients
 * have renewed their leases (30 s) and its caches have noticed (30 s and more), all seem gone. So who is
 * merely missing is kept for {@link #GRACE}, counted while the server answers. Confined to one thread.
 */
final class Copy {

    /** A renewal, both caches of the server, and as much again as one of them. */
    static final Duration GRACE = Duration.ofSeconds(90);

    private final Map<Registered.Key, Registered> known = new HashMap<>();
    private final Map<Registered.Key, Missing> missing = new HashMap<>();
    private boolean filled;
    private boolean away;

    /** Known once, but not to the server; since when it has answered without it. */
    private record Missing(Registered instance, long since) {}

    /** Whether there was an answer ever. */
    boolean isFilled() {
        return filled;
    }

    /** Nobody answers: time does not count for those who are missing. */
    void serverIsAway() {
        away = true;
    }

    /** All that a server knows. */
    void whole(List<Registered> instances, long now) {
        if (away) {
            missing.replaceAll((_, it) -> new Missing(it.instance(), now));
        }
        away = false;
        Map<Registered.Key, Registered> before = new HashMap<>(known);
        known.clear();
        instances.forEach(it -> known.put(it.key(), it));
        before.forEach((key, instance) -> missing.putIfAbsent(key, new Missing(instance, now)));
        missing.keySet().removeAll(known.keySet());
        filled = true;
    }

    /**
     * What has changed at a server lately; that it is known already does no harm. A change that is older than
     * what is known of the instance is passed over: it comes out of a cache.
     */
    void changes(List<Registered> instances) {
        for (Registered it : instances) {
            Registered before = known.get(it.key());
            if (before != null && it.updated() < before.updated()) {
                continue;
            }
            missing.remove(it.key());
            if (it.deleted()) {
                known.remove(it.key());
            } else {
                known.put(it.key(), it);
            }
        }
    }

    /** Takes out who has been missing for too long. */
    void expire(long now) {
        missing.values().removeIf(it -> now - it.since() >= GRACE.toNanos());
    }

    /** As the server itself counts what it knows ({@code apps__hashcode}): each status, and how many have it. */
    String counts() {
        Map<String, Integer> counts = new TreeMap<>();
        known.values().forEach(it -> counts.merge(it.status(), 1, Integer::sum));
        StringBuilder text = new StringBuilder();
        counts.forEach(
                (status, count) -> text.append(status).append('_').append(count).append('_'));
        return text.toString();
    }

    /** How many are kept although the server does not know them. */
    int kept() {
        return missing.size();
    }

    /** The names of the applications, as the server has them; those that are kept too. */
    Set<String> applications() {
        Map<String, String> byCell = new TreeMap<>();
        missing.values()
                .forEach(it -> byCell.put(
                        Entries.cell(it.instance().application()), it.instance().application()));
        known.values().forEach(it -> byCell.put(Entries.cell(it.application()), it.application()));
        return Set.copyOf(byCell.values());
    }

    /**
     * The instances of these cells, an empty list if there are none. One that is missing gives way to one
     * that has come back at its address with another id.
     */
    Map<String, List<Listed>> listed(Set<String> cells, Remarks remarks) {
        Map<String, Entries> entries = new HashMap<>();
        cells.forEach(it -> entries.put(it, new Entries(it, remarks)));
        Set<String> addresses = new HashSet<>();
        known.forEach((key, it) -> {
            Entries cell = entries.get(key.cell());
            if (cell != null) {
                addresses.add(key.cell() + " " + it.listed().instance().address());
                cell.add(it.listed().instance(), it.listed().state());
            }
        });
        missing.forEach((key, it) -> {
            Listed listed = it.instance().listed();
            Entries cell = entries.get(key.cell());
            if (cell != null
                    && !addresses.contains(key.cell() + " " + listed.instance().address())) {
                cell.add(listed.instance(), listed.state());
            }
        });
        Map<String, List<Listed>> all = new HashMap<>();
        entries.forEach((cell, it) -> all.put(cell, it.listed()));
        return all;
    }
}
