package io.highgate.center.evict;

import io.highgate.base.unit.Ratio;
import io.highgate.store.registry.Overdue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * Decides who is taken out because its lease has run out, and when so many at once are a fault of ours
 * rather than of theirs (as Eureka's self-preservation). Nobody who beats again is touched, and it ends as
 * soon as few enough are late. What it has taken out within the window counts along. Confined to one
 * thread.
 */
final class Guard {

    private final GuardRules rules;
    private final Deque<Taken> taken = new ArrayDeque<>();

    private record Taken(long at, String cell) {}

    Guard(GuardRules rules) {
        this.rules = rules;
    }

    /**
     * One look at who is late.
     *
     * @param now nanoseconds
     * @param full whether somebody who may have wanted to beat was refused lately
     * @param leasedOf how many instances of a cell have a lease
     * @param dead whether probes find an instance dead as well
     */
    Verdict look(long now, Overdue overdue, boolean full, ToIntFunction<String> leasedOf, Predicate<String> dead) {
        while (!taken.isEmpty() && now - taken.peek().at > rules.window().toNanos()) {
            taken.remove();
        }
        Map<String, Integer> late = new HashMap<>();
        overdue.keys().forEach(it -> late.merge(cell(it), 1, Integer::sum));
        Map<String, Integer> gone = new HashMap<>();
        taken.forEach(it -> gone.merge(it.cell, 1, Integer::sum));
        List<Freeze> freezes = new ArrayList<>();
        boolean deaf = full && !late.isEmpty();
        if (deaf) {
            freezes.add(new Freeze(Freeze.NO_ROOM, overdue.late(), overdue.leased()));
        }
        boolean all = !late.isEmpty()
                && freezes(Freeze.ALL, overdue.late() + taken.size(), overdue.leased() + taken.size(), freezes);
        Map<String, Boolean> frozen = new HashMap<>();
        late.forEach((cell, count) -> {
            int before = gone.getOrDefault(cell, 0);
            frozen.put(cell, freezes(cell, count + before, leasedOf.applyAsInt(cell) + before, freezes));
        });
        List<String> evict = new ArrayList<>();
        List<String> doubt = new ArrayList<>();
        for (String key : overdue.keys()) {
            boolean held = deaf || all || frozen.getOrDefault(cell(key), false);
            boolean certain = overdue.overdueMillis().getOrDefault(key, 0L)
                            > rules.longest().toMillis()
                    && dead.test(key);
            (held && !certain ? doubt : evict).add(key);
        }
        return new Verdict(evict, doubt, freezes);
    }

    private boolean freezes(String scope, int late, int of, List<Freeze> freezes) {
        Freeze freeze = new Freeze(scope, late, of);
        Ratio bound = scope.equals(Freeze.ALL) ? rules.ofAll() : rules.ofCell();
        boolean tooMany = late >= rules.least() && (long) late * Ratio.WHOLE > (long) bound.basisPoints() * of;
        if (tooMany) {
            freezes.add(freeze);
        }
        return tooMany;
    }

    /** These were taken out. */
    void evicted(long now, List<String> keys) {
        keys.forEach(it -> taken.add(new Taken(now, cell(it))));
    }

    private static String cell(String key) {
        return key.substring(0, Math.max(0, key.indexOf('/')));
    }
}
