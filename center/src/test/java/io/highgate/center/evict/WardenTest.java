package io.highgate.center.evict;

import io.highgate.center.cells.Registration;
import io.highgate.center.cells.Registry;
import io.highgate.center.cells.Seen;
import io.highgate.center.share.Duties;
import io.highgate.store.memory.MemoryLeases;
import io.highgate.store.memory.MemoryRegistry;
import io.highgate.testkit.Simulation;
import io.highgate.wire.cell.Instance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A warden alone, on simulated time. */
class WardenTest {

    private static final Instance ONE = Instance.at("crm", "10.0.0.1", 80);

    private final Simulation simulation = new Simulation();
    private final MemoryRegistry store = new MemoryRegistry(simulation::nanos, "e");
    private final List<String> doubted = new ArrayList<>();
    private final Warden warden;

    WardenTest() {
        Simulation.Node node = simulation.node();
        Registry registry = new Registry(store, node);
        Duties duties = new Duties(new MemoryLeases(simulation::nanos), node, "a", List.of(Warden.DUTY));
        warden = new Warden(store, registry, duties, node, GuardRules.USUAL, doubted::add);
        warden.start();
        registry.start();
        duties.start();
        pass(20);
        store.put(Seen.entry(new Registration(ONE, Duration.ofSeconds(3))));
    }

    private void pass(int seconds) {
        simulation.pass(Duration.ofSeconds(seconds));
    }

    @Test
    void whoFallsSilentIsTakenOut() {
        pass(2);
        assertThat(warden.evicted()).isZero();
        pass(2);
        assertThat(warden.evicted()).isOne();
        assertThat(doubted).isEmpty();
    }

    @Test
    void nobodyIsUntilFifteenSecondsAfterSomebodyWasNotLetIn() {
        pass(2);
        warden.noRoom();
        pass(14);
        assertThat(warden.evicted()).isZero();
        assertThat(doubted).containsExactly(ONE.key());
        assertThat(warden.freezes()).extracting(Freeze::scope).containsExactly(Freeze.NO_ROOM);
        pass(2);
        assertThat(warden.evicted()).isOne();
        assertThat(warden.freezes()).isEmpty();
    }
}
