package io.highgate.center;

import io.highgate.base.time.Agenda;
import io.highgate.center.adopt.Adoption;
import io.highgate.center.cells.Registry;
import io.highgate.center.evict.GuardRules;
import io.highgate.center.evict.Warden;
import io.highgate.center.follow.Feed;
import io.highgate.center.patrol.Patrol;
import io.highgate.center.patrol.PatrolRules;
import io.highgate.center.patrol.Prober;
import io.highgate.center.share.Duties;
import io.highgate.store.lease.LeaseStore;
import io.highgate.store.registry.RegistryStore;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * One center without its doors: it knows the instances of all cells, asks them how they are, takes out
 * whose lease has run out, and tells gateways. Everything that must be remembered is in the stores; several
 * centers on the same ones divide the work. Thread-safe.
 */
public final class Center {

    /** Everything that is to be done by one center at a time. */
    public static final List<String> DUTIES = Stream.concat(
                    Patrol.shards().stream(), Stream.of(Warden.DUTY, Adoption.DUTY))
            .toList();

    private final Registry registry;
    private final Feed feed;
    private final Duties duties;
    private final Patrol patrol;
    private final Warden warden;

    /**
     * What a center is made with.
     *
     * @param name unique among the centers, and among those that were there before
     * @param agenda the one thread that all of it is confined to
     * @param clock only for telling people when something was
     */
    public record Means(
            String name,
            RegistryStore registry,
            LeaseStore leases,
            Agenda agenda,
            Prober prober,
            RandomGenerator random,
            InstantSource clock) {}

    public Center(Means means, PatrolRules patrolRules, GuardRules guardRules) {
        registry = new Registry(means.registry(), means.agenda());
        feed = new Feed(registry, means.agenda());
        duties = new Duties(means.leases(), means.agenda(), means.name(), DUTIES);
        patrol = new Patrol(
                registry,
                duties,
                means.agenda(),
                new Patrol.Means(means.prober(), patrolRules, means.random(), means.clock()));
        warden = new Warden(means.registry(), registry, duties, means.agenda(), guardRules, patrol::doubt);
    }

    /** Takes part from now on. */
    public void start() {
        feed.start();
        patrol.start();
        warden.start();
        registry.start();
        duties.start();
    }

    public Registry registry() {
        return registry;
    }

    public Feed feed() {
        return feed;
    }

    public Duties duties() {
        return duties;
    }

    public Patrol patrol() {
        return patrol;
    }

    public Warden warden() {
        return warden;
    }

    /** Leaves its work to others and ends all streams. */
    public void end() {
        duties.end();
        feed.end();
    }
}
