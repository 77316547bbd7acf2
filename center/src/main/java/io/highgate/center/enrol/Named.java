package io.highgate.center.enrol;

import io.highgate.base.time.Agenda;
import io.highgate.center.cells.Registration;
import io.highgate.center.cells.Registry;
import io.highgate.wire.cell.Instance;
import java.time.Duration;
import java.util.List;

/**
 * The instances that a center's own configuration or environment names ({@code CELL_CRM_URL}): the center
 * says in their place that they are there, for as long as it is. Probes tell whether that is so. Confined to
 * the center's agenda.
 */
public final class Named {

    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration BEAT = Duration.ofSeconds(5);

    private final Registry registry;
    private final Agenda agenda;
    private final List<Instance> instances;

    public Named(Registry registry, Agenda agenda, List<Instance> instances) {
        this.registry = registry;
        this.agenda = agenda;
        this.instances = List.copyOf(instances);
    }

    /** Says so from now on. */
    public void start() {
        if (!instances.isEmpty()) {
            agenda.execute(this::say);
            agenda.every(BEAT, this::say);
        }
    }

    /** A store that is away hears of it the next time; registering again what is there is no change. */
    private void say() {
        for (Instance instance : instances) {
            registry.put(new Registration(instance, LEASE));
        }
    }
}
