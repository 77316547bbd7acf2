package io.highgate.center.simulation;

import io.highgate.base.time.Ticker;
import io.highgate.base.unit.Ratio;
import io.highgate.center.Center;
import io.highgate.center.cells.Registration;
import io.highgate.center.cells.Seen;
import io.highgate.center.evict.GuardRules;
import io.highgate.center.patrol.PatrolRules;
import io.highgate.store.lease.Lease;
import io.highgate.store.memory.MemoryLeases;
import io.highgate.testkit.Simulation;
import io.highgate.wire.cell.Instance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/**
 * Three centers on one store, some instances and gateways, and whatever befalls them, from one seed.
 * Confined to the test's thread.
 */
final class World {

    static final int CENTERS = 3;

    /** One that never beats, and is there until somebody takes it away: centers have to remember it. */
    static final Instance STANDING = Instance.at("standing", "10.0.0.9", 80);

    private static final PatrolRules PATROL = new PatrolRules(
            Duration.ofSeconds(5), Duration.ofSeconds(1), 3, Duration.ofSeconds(1), Duration.ofMillis(50), 16);
    private static final GuardRules GUARD = new GuardRules(
            Ratio.percent(15),
            Ratio.percent(30),
            3,
            Duration.ofSeconds(5),
            Duration.ofSeconds(4),
            Duration.ofSeconds(8));

    final Simulation simulation = new Simulation();
    final SplittableRandom random;
    final Weather weather;
    final List<Site> sites = new ArrayList<>();
    final List<Service> services = new ArrayList<>();
    final List<Follower> followers = new ArrayList<>();
    final Losable registry;
    private final MemoryLeases leases;
    private final boolean steady;
    private long leap;

    /** One center, and what lies between it and the others. */
    static final class Site {
        Center center;
        Simulation.Node node;
        boolean cut;
        int life;

        Site(Center center, Simulation.Node node) {
            this.center = center;
            this.node = node;
        }
    }

    World(long seed, int instances, int gateways) {
        steady = seed % 2 == 0;
        random = new SplittableRandom(seed);
        weather = new Weather(random.split());
        Ticker storeTime = () -> simulation.nanos() + leap;
        registry = new Losable(storeTime);
        leases = new MemoryLeases(storeTime);
        for (int i = 0; i < CENTERS; i++) {
            Site site = site(i, 0);
            sites.add(site);
            site.center.start();
        }
        registry.now().put(Seen.entry(new Registration(STANDING, null)));
        for (int i = 0; i < instances; i++) {
            services.add(new Service(this, i));
        }
        for (int i = 0; i < gateways; i++) {
            followers.add(new Follower(this));
        }
        simulation.afterEach(this::check);
    }

    @SuppressWarnings("NullAway") // the site is there before anybody asks whether it is cut off
    private Site site(int index, int life) {
        Simulation.Node node = simulation.node();
        Site[] self = new Site[1];
        Center center = new Center(
                new Center.Means(
                        "c" + index + "." + life,
                        new FarRegistry(registry, node, weather, () -> self[0].cut),
                        new FarLeases(leases, node, weather, () -> self[0].cut),
                        node,
                        (instance, timeout) -> CompletableFuture.completedStage(
                                instance.equals(STANDING)
                                                || services.get(instance.port() - 1)
                                                        .answers()
                                        ? null
                                        : "refused"),
                        random.split(),
                        () -> Instant.EPOCH),
                PATROL,
                GUARD);
        self[0] = new Site(center, node);
        self[0].life = life;
        return self[0];
    }

    /** Something happens. */
    void mishap() {
        Site site = sites.get(random.nextInt(CENTERS));
        Duration time = Duration.ofMillis(100L + random.nextInt(5_000));
        switch (random.nextInt(8)) {
            case 0 -> site.node.pause(time);
            case 1 -> kill(site);
            case 2 -> {
                site.cut = true;
                simulation.node().after(time, () -> site.cut = false);
            }
            case 3 -> services.get(random.nextInt(services.size())).crash(time);
            case 4 -> services.get(random.nextInt(services.size())).node().pause(time);
            case 5 -> followers.get(random.nextInt(followers.size())).stall(time);
            case 6 -> registry.lose();
            default ->
                leap += steady ? 0 : Duration.ofMillis(random.nextInt(1_500)).toNanos();
        }
    }

    private void kill(Site site) {
        if (site.node.isKilled()) {
            return;
        }
        site.node.kill();
        int index = sites.indexOf(site);
        simulation.node().after(Duration.ofMillis(random.nextInt(2_000)), () -> {
            Site next = site(index, site.life + 1);
            sites.set(index, next);
            next.center.start();
        });
    }

    /** A center that can be reached, by chance. */
    Site any() {
        return sites.get(random.nextInt(CENTERS));
    }

    /** At most one owner of each duty and epoch; and of each duty at all, as long as no clock leaps. */
    private void check() {
        for (int i = 0; i < CENTERS; i++) {
            for (int j = i + 1; j < CENTERS; j++) {
                check(sites.get(i), sites.get(j));
            }
        }
    }

    private void check(Site one, Site other) {
        if (one.node.isKilled() || other.node.isKilled()) {
            return;
        }
        for (String duty : Center.DUTIES) {
            Lease lease = one.center.duties().mine(duty);
            Lease second = lease == null ? null : other.center.duties().mine(duty);
            if (lease != null && second != null && (steady || second.epoch() == lease.epoch())) {
                throw new AssertionError(duty + " is held by " + lease.holder() + " and " + second.holder());
            }
        }
    }
}
