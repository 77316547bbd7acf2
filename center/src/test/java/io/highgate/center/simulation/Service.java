package io.highgate.center.simulation;

import io.highgate.center.cells.Registration;
import io.highgate.testkit.Simulation;
import io.highgate.wire.cell.Instance;
import java.time.Duration;

/** An instance that registers and beats, at whichever center answers. Confined to the test's thread. */
final class Service {

    private static final Duration LEASE = Duration.ofSeconds(3);
    private static final Duration BEAT = Duration.ofSeconds(1);

    private final World world;
    private final Instance instance;
    private final Simulation.Node node;
    private World.Site site;
    private boolean registered;
    private boolean crashed;

    Service(World world, int index) {
        this.world = world;
        this.instance = Instance.at("cell" + index % 2, "10.0.0.1", index + 1);
        this.node = world.simulation.node();
        this.site = world.any();
        node.execute(this::turn);
    }

    Simulation.Node node() {
        return node;
    }

    Instance instance() {
        return instance;
    }

    /** Whether it answers probes. */
    boolean answers() {
        return !crashed;
    }

    /** Ends without a word, and begins anew after a while. */
    void crash(Duration time) {
        crashed = true;
        registered = false;
        world.simulation.node().after(time, () -> crashed = false);
    }

    private void turn() {
        node.after(BEAT, this::turn);
        if (crashed) {
            return;
        }
        if (site.node.isKilled()) {
            site = world.any();
        }
        World.Site asked = site;
        Duration there = world.weather.delay();
        if (world.weather.drops()) {
            site = world.any();
            return;
        }
        asked.node.after(there, () -> {
            if (registered) {
                asked.center
                        .registry()
                        .beat(instance.key())
                        .whenComplete((known, failure) -> answered(known, failure == null));
            } else {
                asked.center
                        .registry()
                        .put(new Registration(instance, LEASE))
                        .whenComplete((fresh, failure) -> node.execute(() -> {
                            registered = !crashed && failure == null;
                            if (failure != null) {
                                site = world.any();
                            }
                        }));
            }
        });
    }

    private void answered(@org.jspecify.annotations.Nullable Boolean known, boolean done) {
        node.execute(() -> {
            if (!done) {
                site = world.any();
            } else if (Boolean.FALSE.equals(known)) {
                registered = false;
            }
        });
    }
}
