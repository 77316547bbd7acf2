package io.highgate.center.adopt;

import io.highgate.base.time.Agenda;
import io.highgate.center.cells.Registration;
import io.highgate.center.cells.Registry;
import io.highgate.center.cells.Seen;
import io.highgate.center.share.Duties;
import io.highgate.wire.cell.Instance;
import io.highgate.wire.cell.Listed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps instances of other registries listed as cells: one center at a time listens to them, lists whom it
 * hears of, beats in their place, and takes out whom it hears to be gone. What was not heard stays: while a
 * registry is away, and when another center takes over, whoever is marked as adopted is beaten for. Whoever
 * has registered itself is left alone. Confined to the center's agenda.
 *
 * <pre>
 *           the duty is ours                 it is not any more
 *   IDLE --------------------> LISTENING -----------------------> IDLE (what is listed has its lease)
 * </pre>
 */
public final class Adoption {

    /** One center does it at a time. */
    public static final String DUTY = "adoption";

    static final Duration LEASE = Duration.ofSeconds(30);
    static final Duration BEAT = Duration.ofSeconds(5);

    /** The value of {@link Seen#DRAIN} that is ours to take away again. */
    private static final String NOT_WELL = "registry";

    private static final Logger LOG = LoggerFactory.getLogger(Adoption.class);

    private final List<Origin> origins;
    private final Registry registry;
    private final Duties duties;
    private final Agenda agenda;
    private final Set<String> remarks = new HashSet<>();
    private final List<Hearing> hearings = new ArrayList<>();
    private boolean due;
    private volatile int count;

    public Adoption(List<Origin> origins, Registry registry, Duties duties, Agenda agenda) {
        this.origins = List.copyOf(origins);
        this.registry = registry;
        this.duties = duties;
        this.agenda = agenda;
    }

    /** Takes part from now on. */
    public void start() {
        if (!origins.isEmpty()) {
            duties.follow(it -> agenda.execute(this::turn));
            agenda.every(BEAT, this::compare);
        }
    }

    /** How many instances this center keeps listed; 0 while another one does. */
    public int count() {
        return count;
    }

    private void turn() {
        boolean mine = duties.mine(DUTY) != null;
        if (mine && hearings.isEmpty()) {
            origins.forEach(it -> hearings.add(new Hearing(it, agenda, remarks, this::hurry)));
            hearings.forEach(Hearing::begin);
            LOG.info("services of {} are adopted here", kinds());
            hurry();
        } else if (!mine && !hearings.isEmpty()) {
            hearings.forEach(Hearing::end);
            hearings.clear();
            count = 0;
            LOG.info("services of {} are adopted by another center", kinds());
        }
    }

    private String kinds() {
        return String.join(", ", origins.stream().map(Origin::kind).toList());
    }

    /** One comparison for all that is told at once. */
    private void hurry() {
        if (!due) {
            due = true;
            agenda.execute(() -> {
                due = false;
                compare();
            });
        }
    }

    private void compare() {
        if (duties.mine(DUTY) == null || registry.view().position() == null) {
            return;
        }
        Set<String> themselves = themselves();
        int kept = 0;
        for (Hearing hearing : hearings) {
            hearing.all().stream()
                    .filter(it -> !themselves.contains(place(it.instance())))
                    .forEach(it -> list(it, hearing.origin().kind()));
            kept += keep(hearing, themselves);
        }
        count = kept;
    }

    /** Lists somebody who is well and not there, and says what has changed of somebody who is ours. */
    private void list(Listed listed, String kind) {
        Instance instance = listed.instance();
        Seen seen = registry.view().find(instance.key());
        boolean ours = seen != null && isFrom(seen, kind);
        if (seen != null && !ours) {
            return;
        }
        boolean well = Hearing.isWell(listed);
        if (seen == null ? well : !seen.instance().equals(instance)) {
            registry.put(new Registration(instance, LEASE));
        }
        if (seen != null) {
            String mark = seen.entry().marks().get(Seen.DRAIN);
            if (!well && mark == null) {
                registry.mark(instance.key(), Seen.DRAIN, NOT_WELL, null);
            } else if (well && NOT_WELL.equals(mark)) {
                registry.mark(instance.key(), Seen.DRAIN, null, null);
            }
        }
    }

    /** Beats for those of this registry who are listed, and takes out those who are gone or registered themselves. */
    private int keep(Hearing hearing, Set<String> themselves) {
        String kind = hearing.origin().kind();
        Set<String> gone = new TreeSet<>();
        int kept = 0;
        for (var cell : registry.view().cells().entrySet()) {
            for (Seen seen : cell.getValue().values()) {
                String key = seen.entry().key();
                if (!isFrom(seen, kind)) {
                    continue;
                }
                if (hearing.isGone(cell.getKey(), key) || themselves.contains(place(seen.instance()))) {
                    gone.add(key);
                } else {
                    registry.beat(key);
                    kept++;
                }
            }
        }
        gone.forEach(registry::remove);
        return kept;
    }

    /** Where those are who have registered themselves, under whatever id. */
    private Set<String> themselves() {
        Set<String> places = new HashSet<>();
        registry.view()
                .cells()
                .values()
                .forEach(cell -> cell.values().stream()
                        .map(Seen::instance)
                        .filter(it -> !it.metadata().containsKey(Origin.MARK))
                        .forEach(it -> places.add(place(it))));
        return places;
    }

    private static String place(Instance instance) {
        return instance.cell() + "/" + instance.address();
    }

    private static boolean isFrom(Seen seen, String kind) {
        return kind.equals(seen.instance().metadata().get(Origin.MARK));
    }
}
