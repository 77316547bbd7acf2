package io.highgate.center.enrol;

import io.highgate.base.time.Agenda;
import io.highgate.center.cells.Registration;
import io.highgate.center.cells.Registry;
import io.highgate.center.cells.Seen;
import io.highgate.center.evict.Warden;
import io.highgate.center.share.Duties;
import io.highgate.store.StoreAwayException;
import io.highgate.store.standing.Standing;
import io.highgate.store.standing.StandingStore;
import io.highgate.wire.cell.Instance;
import io.highgate.wire.json.Fields;
import io.highgate.wire.json.Json;
import io.highgate.wire.json.JsonException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that what was registered for good is in the registry, whatever becomes of that, and that what
 * was taken away is not. One center does it at a time. Confined to the center's agenda.
 */
public final class Standings {

    private static final Duration LOOK = Duration.ofSeconds(10);
    private static final int PAGE = 1_000;
    private static final int MOST = 100_000;

    private final StandingStore store;
    private final Registry registry;
    private final Duties duties;
    private final Agenda agenda;
    private final Executor blocking;
    private Set<String> missing = Set.of();
    private boolean looking;

    /**
     * One center's share.
     *
     * @param blocking threads for what blocks
     */
    public Standings(StandingStore store, Registry registry, Duties duties, Agenda agenda, Executor blocking) {
        this.store = store;
        this.registry = registry;
        this.duties = duties;
        this.agenda = agenda;
        this.blocking = blocking;
    }

    /** Looks from now on, first as soon as this center may. */
    public void start() {
        boolean[] first = {true};
        duties.follow(it -> {
            if (first[0] && it.mine(Warden.DUTY) != null) {
                first[0] = false;
                look();
            }
        });
        agenda.every(LOOK, this::look);
    }

    private void look() {
        if (looking || duties.mine(Warden.DUTY) == null) {
            return;
        }
        looking = true;
        try {
            blocking.execute(() -> {
                Map<String, String> all = read();
                agenda.execute(() -> {
                    looking = false;
                    if (all != null) {
                        compare(all);
                    }
                });
            });
        } catch (RejectedExecutionException busy) {
            looking = false;
        }
    }

    /** Facts by key; null while the store is away. */
    private @Nullable Map<String, String> read() {
        try {
            Map<String, String> all = new HashMap<>();
            List<Standing> page = store.list("", PAGE);
            while (!page.isEmpty() && all.size() < MOST) {
                page.forEach(it -> all.put(it.key(), it.facts()));
                page = page.size() < PAGE
                        ? List.of()
                        : store.list(page.getLast().key(), PAGE);
            }
            return all;
        } catch (StoreAwayException away) {
            return null;
        }
    }

    private void compare(Map<String, String> wanted) {
        if (registry.view().position() == null) {
            return;
        }
        wanted.forEach((key, facts) -> {
            Seen seen = registry.view().find(key);
            Instance instance = instance(facts);
            boolean there = seen != null && Json.write(seen.instance().toJson()).equals(facts);
            if (!there && instance != null) {
                registry.put(new Registration(instance, null));
            }
        });
        Set<String> extra = new HashSet<>();
        registry.view()
                .cells()
                .values()
                .forEach(cell -> cell.values().forEach(it -> {
                    if (it.entry().lease() == null
                            && !wanted.containsKey(it.entry().key())) {
                        extra.add(it.entry().key());
                    }
                }));
        // Whoever registers writes there first: what is missing twice was not just on its way.
        extra.stream().filter(missing::contains).forEach(registry::remove);
        missing = extra;
    }

    private static @Nullable Instance instance(String facts) {
        try {
            Fields fields = Fields.read(facts);
            Instance instance = Instance.from(fields);
            return fields.problems().isEmpty() ? instance : null;
        } catch (JsonException notOurs) {
            return null;
        }
    }
}
