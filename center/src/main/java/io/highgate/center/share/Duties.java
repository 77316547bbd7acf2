package io.highgate.center.share;

import io.highgate.base.time.Agenda;
import io.highgate.store.lease.Lease;
import io.highgate.store.lease.LeaseStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that is to be done once, divided among the centers: each duty is a lease, and belongs to the center
 * that comes first for it by rendezvous hashing (Thaler and Ravishankar, 1998), so that little moves when
 * one comes or goes. Whoever cannot renew stops in time by its own clock; what it writes late is refused by
 * its epoch.
 *
 * <pre>
 *          free, and mine by hash                    not mine any more, or lost, or not renewed in time
 *   IDLE ------------------------> HELD (epoch n) -----------------------------------------------------> IDLE
 * </pre>
 *
 * Confined to its agenda but for {@link #held}.
 */
public final class Duties {

    private static final Logger LOG = LoggerFactory.getLogger(Duties.class);

    /** A center that is gone is replaced within this and one look: 2.5 s, of the 3 s that are promised. */
    static final Duration TIME = Duration.ofSeconds(2);

    static final Duration LOOK = Duration.ofMillis(500);

    /** So much before the end of a lease nothing is begun under it any more. */
    private static final Duration MARGIN = Duration.ofMillis(200);

    private final LeaseStore store;
    private final Agenda agenda;
    private final String self;
    private final List<String> duties;
    private final Seats seats;
    private final Map<String, Held> held = new LinkedHashMap<>();
    private final List<Consumer<Duties>> followers = new ArrayList<>();
    private volatile int count;
    private Agenda.@Nullable Entry looking;
    private boolean busy;

    private record Held(Lease lease, long until) {}

    /**
     * One center's share.
     *
     * @param self unique among the centers, and among those that were there before
     * @param duties all that there are, alike at every center
     */
    public Duties(LeaseStore store, Agenda agenda, String self, List<String> duties) {
        this.store = store;
        this.agenda = agenda;
        this.self = self;
        this.duties = List.copyOf(duties);
        this.seats = new Seats(store, agenda, self, TIME);
    }

    /** Takes part from now on. */
    public void start() {
        agenda.execute(this::look);
        looking = agenda.every(LOOK, this::look);
    }

    /** Has them told when what is held here may have changed. */
    public void follow(Consumer<Duties> follower) {
        followers.add(follower);
    }

    /** The lease of a duty that may be done here now; null if somebody else does it, or nobody knows. */
    public @Nullable Lease mine(String duty) {
        Held one = held.get(duty);
        return one != null && one.until - MARGIN.toNanos() - agenda.nanos() > 0 ? one.lease : null;
    }

    /** The leases of all duties that may be done here now. */
    public List<Lease> all() {
        List<Lease> all = new ArrayList<>();
        for (String duty : held.keySet()) {
            Lease lease = mine(duty);
            if (lease != null) {
                all.add(lease);
            }
        }
        return all;
    }

    /** How many duties are done here. */
    public int held() {
        return count;
    }

    /** The centers that there are, as far as this one knows. */
    public List<String> centers() {
        return seats.present();
    }

    /** Gives everything up, so that others need not wait; takes part no more. */
    public void end() {
        agenda.execute(() -> {
            if (looking != null) {
                looking.cancel();
            }
            busy = true;
            held.values().forEach(it -> store.release(it.lease));
            held.clear();
            count = 0;
            seats.leave();
        });
    }

    private void look() {
        if (busy) {
            forgetOverdue();
            return;
        }
        busy = true;
        seats.look().thenRun(() -> agenda.execute(this::divide));
    }

    private void divide() {
        List<String> present = seats.present();
        long began = agenda.nanos();
        List<CompletableFuture<?>> asked = new ArrayList<>();
        for (String duty : duties) {
            boolean wanted = !present.isEmpty() && self.equals(first(present, duty));
            Held one = held.get(duty);
            if (one != null && (wanted || present.isEmpty())) {
                asked.add(renew(duty, one, began));
            } else if (one != null) {
                drop(duty, one);
            } else if (wanted) {
                asked.add(acquire(duty, began));
            }
        }
        CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
                .whenComplete((done, failure) -> agenda.execute(this::divided));
    }

    private void divided() {
        busy = false;
        forgetOverdue();
        if (count != held.size()) {
            LOG.info("{} of {} duties are done here; centers: {}", held.size(), duties.size(), seats.present());
            count = held.size();
        }
        followers.forEach(it -> it.accept(this));
    }

    private CompletableFuture<?> renew(String duty, Held one, long began) {
        return store.renew(one.lease, TIME)
                .handle((still, failure) -> {
                    agenda.execute(() -> {
                        if (Boolean.TRUE.equals(still)) {
                            held.replace(duty, new Held(one.lease, began + TIME.toNanos()));
                        } else if (Boolean.FALSE.equals(still)) {
                            held.remove(duty, one);
                        }
                    });
                    return null;
                })
                .toCompletableFuture();
    }

    private CompletableFuture<?> acquire(String duty, long began) {
        return store.acquire(duty, self, TIME)
                .handle((lease, failure) -> {
                    if (lease != null) {
                        agenda.execute(() -> held.put(duty, new Held(lease, began + TIME.toNanos())));
                    }
                    return null;
                })
                .toCompletableFuture();
    }

    private void drop(String duty, Held one) {
        held.remove(duty);
        store.release(one.lease);
    }

    /** What could not be renewed in time is somebody else's by now, or soon. */
    private void forgetOverdue() {
        held.values().removeIf(it -> it.until - agenda.nanos() <= 0);
    }

    /** Who comes first for a duty. */
    static String first(List<String> centers, String duty) {
        Map<String, Long> scores = new HashMap<>();
        centers.forEach(it -> scores.put(it, mix(31L * it.hashCode() + duty.hashCode())));
        return centers.stream()
                .max((a, b) -> {
                    int order = Long.compareUnsigned(scores.getOrDefault(a, 0L), scores.getOrDefault(b, 0L));
                    return order != 0 ? order : a.compareTo(b);
                })
                .orElse("");
    }

    /** SplitMix64's finisher (Steele et al., 2014): what is alike comes apart. */
    private static long mix(long value) {
        long hash = value * 0x9e3779b97f4a7c15L;
        hash = (hash ^ hash >>> 30) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ hash >>> 27) * 0x94d049bb133111ebL;
        return hash ^ hash >>> 31;
    }
}
