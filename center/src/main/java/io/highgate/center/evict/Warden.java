package io.highgate.center.evict;

import io.highgate.base.time.Agenda;
import io.highgate.center.cells.Registry;
import io.highgate.center.cells.Seen;
import io.highgate.center.share.Duties;
import io.highgate.store.lease.Lease;
import io.highgate.store.registry.Overdue;
import io.highgate.store.registry.RegistryStore;
import io.highgate.wire.cell.InstanceState;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes out whose lease has run out, unless that looks like a fault of ours. One center does it at a time.
 * Confined to the center's agenda but for the figures.
 */
public final class Warden {

    /** The duty that one center has. */
    public static final String DUTY = "center-warden";

    private static final Logger LOG = LoggerFactory.getLogger(Warden.class);

    private static final Duration LOOK = Duration.ofMillis(200);
    private static final int MOST = 5_000;

    private final RegistryStore store;
    private final Registry registry;
    private final Duties duties;
    private final Agenda agenda;
    private final GuardRules rules;
    private final Guard guard;
    private final Consumer<String> doubt;
    private final AtomicLong evicted = new AtomicLong();
    private final Set<String> doubted = new HashSet<>();
    private volatile List<Freeze> freezes = List.of();
    private volatile long fullUntil;
    private boolean looking;
    private long office = -1;
    private long since;

    /** @param doubt told of each instance that stays although nothing is heard of it */
    public Warden(
            RegistryStore store,
            Registry registry,
            Duties duties,
            Agenda agenda,
            GuardRules rules,
            Consumer<String> doubt) {
        this.store = store;
        this.registry = registry;
        this.duties = duties;
        this.agenda = agenda;
        this.rules = rules;
        this.guard = new Guard(rules);
        this.doubt = doubt;
        this.fullUntil = agenda.nanos();
    }

    /** Looks from now on. */
    public void start() {
        agenda.every(LOOK, this::look);
    }

    /** Why nobody is taken out now; none if that is not so, or another center decides. */
    public List<Freeze> freezes() {
        return freezes;
    }

    /** How many were taken out here. */
    public long evicted() {
        return evicted.get();
    }

    /** Somebody who may have wanted to beat was refused for want of room; from any thread. */
    public void noRoom() {
        fullUntil = agenda.nanos() + rules.hearing().toNanos();
    }

    private void look() {
        Lease lease = duties.mine(DUTY);
        if (lease == null || looking) {
            freezes = lease == null ? List.of() : freezes;
            return;
        }
        if (lease.epoch() != office) {
            office = lease.epoch();
            since = agenda.nanos();
        }
        if (agenda.nanos() - since < rules.hearing().toNanos()) {
            return;
        }
        looking = true;
        store.overdue(MOST)
                .whenComplete((overdue, failure) -> agenda.execute(() -> {
                    looking = false;
                    if (overdue != null) {
                        decide(overdue, lease);
                    }
                }));
    }

    private void decide(Overdue overdue, Lease lease) {
        long now = agenda.nanos();
        Verdict verdict = guard.look(now, overdue, now - fullUntil < 0, this::leasedOf, this::isDead);
        tell(verdict.freezes());
        doubted.retainAll(verdict.doubt());
        verdict.doubt().stream().filter(doubted::add).forEach(doubt);
        if (!verdict.evict().isEmpty()) {
            looking = true;
            store.evict(verdict.evict(), lease)
                    .whenComplete((gone, failure) -> agenda.execute(() -> {
                        looking = false;
                        if (gone != null) {
                            took(gone);
                        }
                    }));
        }
    }

    private void took(List<String> gone) {
        guard.evicted(agenda.nanos(), gone);
        evicted.addAndGet(gone.size());
        if (!gone.isEmpty()) {
            LOG.info(
                    "taken out, for their leases ran out: {}{}",
                    gone.size() > 5 ? gone.size() + ", as " : "",
                    gone.subList(0, Math.min(5, gone.size())));
        }
    }

    private void tell(List<Freeze> now) {
        if (now.isEmpty() && !freezes.isEmpty()) {
            LOG.info("instances are taken out again when their leases run out");
        }
        Set<String> before = new HashSet<>();
        freezes.forEach(it -> before.add(it.scope()));
        now.stream().filter(it -> !before.contains(it.scope())).forEach(it -> LOG.warn("{}", it.sentence()));
        freezes = now;
    }

    private int leasedOf(String cell) {
        return (int) registry.view().of(cell).stream()
                .filter(it -> it.entry().lease() != null)
                .count();
    }

    private boolean isDead(String key) {
        Seen seen = registry.view().find(key);
        return seen == null || seen.state() == InstanceState.DOWN;
    }
}
