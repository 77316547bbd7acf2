package io.highgate.center.adopt;

import io.highgate.base.unit.Ratio;
import io.highgate.center.Center;
import io.highgate.center.cells.AddressRules;
import io.highgate.center.cells.InstanceRules;
import io.highgate.center.cells.Registration;
import io.highgate.center.cells.Seen;
import io.highgate.center.evict.GuardRules;
import io.highgate.center.patrol.PatrolRules;
import io.highgate.store.memory.MemoryLeases;
import io.highgate.store.memory.MemoryRegistry;
import io.highgate.testkit.Simulation;
import io.highgate.wire.cell.Instance;
import io.highgate.wire.cell.InstanceState;
import io.highgate.wire.cell.Listed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

import static io.highgate.wire.cell.InstanceState.DOWN;
import static io.highgate.wire.cell.InstanceState.DRAINING;
import static io.highgate.wire.cell.InstanceState.UP;
import static org.assertj.core.api.Assertions.assertThat;

/** Three centers that share a store and listen to the same registry. */
class AdoptionTest {

    private static final PatrolRules PATROL = new PatrolRules(
            Duration.ofSeconds(5), Duration.ofSeconds(1), 3, Duration.ofSeconds(1), Duration.ofMillis(50), 16);
    private static final GuardRules GUARD = new GuardRules(
            Ratio.percent(100),
            Ratio.percent(100),
            100,
            Duration.ofSeconds(5),
            Duration.ofSeconds(4),
            Duration.ofSeconds(8));

    private final Simulation simulation = new Simulation();
    private final MemoryLeases leases = new MemoryLeases(simulation::nanos);
    private final MemoryRegistry store = new MemoryRegistry(simulation::nanos, "e1");
    private final InMemory consul = new InMemory();
    private final List<Site> sites = new ArrayList<>();

    private record Site(Center center, Adoption adoption, Simulation.Node node) {}

    private void centers(int count, Choice choice) {
        for (int i = 0; i < count; i++) {
            Simulation.Node node = simulation.node();
            Center center = new Center(
                    new Center.Means(
                            "c" + i,
                            store,
                            leases,
                            node,
                            (instance, timeout) -> CompletableFuture.completedStage(null),
                            new SplittableRandom(i),
                            () -> Instant.EPOCH),
                    PATROL,
                    GUARD);
            Origin origin = new Origin("consul", consul, choice, new InstanceRules(new AddressRules(false)));
            Adoption adoption = new Adoption(List.of(origin), center.registry(), center.duties(), node);
            sites.add(new Site(center, adoption, node));
            adoption.start();
            center.start();
        }
    }

    private void centers(int count) {
        centers(count, new Choice(List.of(), List.of()));
    }

    private List<String> known() {
        return sites.getFirst().center.registry().view().cells().values().stream()
                .flatMap(it -> it.values().stream())
                .map(it -> it.entry().key()
                        + (it.state() == UP ? "" : " " + it.state().word()))
                .toList();
    }

    private Seen seen(String key) {
        return java.util.Objects.requireNonNull(
                sites.getFirst().center.registry().view().find(key));
    }

    private void pass(int seconds) {
        simulation.pass(Duration.ofSeconds(seconds));
    }

    @Test
    void servicesBecomeCellsAndWhoeverLeavesIsTakenOut() {
        consul.put("CRM", "10.0.0.1", UP);
        consul.put("CRM", "10.0.0.2", UP);
        centers(1);
        pass(3);
        assertThat(known()).containsExactly("crm/10.0.0.1:80", "crm/10.0.0.2:80");
        assertThat(seen("crm/10.0.0.1:80").instance().metadata()).isEqualTo(Map.of("registry", "consul"));

        consul.remove("CRM", "10.0.0.1");
        consul.put("wms", "10.0.0.3", UP);
        pass(1);
        assertThat(known()).containsExactly("crm/10.0.0.2:80", "wms/10.0.0.3:80");

        consul.remove("CRM", "10.0.0.2");
        pass(1);
        assertThat(known()).containsExactly("wms/10.0.0.3:80");
        assertThat(sites.getFirst().adoption.count()).isEqualTo(1);
    }

    @Test
    void oneCenterListensAtATime() {
        consul.put("crm", "10.0.0.1", UP);
        centers(3);
        pass(5);
        assertThat(known()).containsExactly("crm/10.0.0.1:80");
        assertThat(consul.followed()).isEqualTo(2);
    }

    @Test
    void anotherCenterTakesOverAndNobodyIsLost() {
        consul.put("crm", "10.0.0.1", UP);
        centers(3);
        pass(5);
        Site doing = sites.stream()
                .filter(it -> it.center.duties().mine(Adoption.DUTY) != null)
                .findFirst()
                .orElseThrow();
        doing.node.kill();
        sites.remove(doing);
        consul.close();
        pass(60);
        assertThat(known()).containsExactly("crm/10.0.0.1:80");
        assertThat(consul.followed()).isEqualTo(2);

        consul.put("crm", "10.0.0.2", UP);
        pass(1);
        assertThat(known()).containsExactly("crm/10.0.0.1:80", "crm/10.0.0.2:80");
    }

    /** The next one has heard nothing of the registry, and knows of it only by what is listed. */
    @Test
    void whileTheRegistryIsAwayEverybodyStaysAlsoWhenAnotherCenterTakesOver() {
        consul.put("crm", "10.0.0.1", UP);
        centers(2);
        pass(5);
        consul.away(true);
        pass(120);
        assertThat(known()).containsExactly("crm/10.0.0.1:80");

        Site doing = sites.stream()
                .filter(it -> it.center.duties().mine(Adoption.DUTY) != null)
                .findFirst()
                .orElseThrow();
        doing.node.kill();
        sites.remove(doing);
        pass(120);
        assertThat(known()).containsExactly("crm/10.0.0.1:80");

        consul.remove("crm", "10.0.0.1");
        consul.away(false);
        pass(6);
        assertThat(known()).isEmpty();
    }

    @Test
    void whoRegisteredItselfWins() {
        centers(1);
        pass(3);
        Instance itself =
                new Instance("crm", "me", "10.0.0.1", 80, false, 5, null, null, List.of(), "/health", Map.of());
        sites.getFirst().center.registry().put(new Registration(itself, null));
        pass(1);
        consul.put("crm", "10.0.0.1", UP);
        consul.put("crm", "10.0.0.2", UP);
        pass(6);
        assertThat(known()).containsExactly("crm/10.0.0.2:80", "crm/me");

        sites.getFirst().center.registry().remove("crm/me");
        pass(6);
        assertThat(known()).containsExactly("crm/10.0.0.1:80", "crm/10.0.0.2:80");

        sites.getFirst().center.registry().put(new Registration(itself, null));
        pass(6);
        assertThat(known()).containsExactly("crm/10.0.0.2:80", "crm/me");

        consul.remove("crm", "10.0.0.2");
        pass(6);
        assertThat(known()).containsExactly("crm/me");
    }

    @Test
    void whoIsNotWellThereGetsNothingNewHere() {
        consul.put("crm", "10.0.0.1", UP);
        consul.put("crm", "10.0.0.2", DOWN);
        centers(1);
        pass(3);
        assertThat(known()).containsExactly("crm/10.0.0.1:80");

        for (InstanceState state : List.of(DOWN, DRAINING)) {
            consul.put("crm", "10.0.0.1", state);
            pass(6);
            assertThat(known()).containsExactly("crm/10.0.0.1:80 draining");
            consul.put("crm", "10.0.0.1", UP);
            pass(6);
            assertThat(known()).containsExactly("crm/10.0.0.1:80");
        }
    }

    @Test
    void whatAnOperatorDrainedStaysSo() {
        consul.put("crm", "10.0.0.1", UP);
        centers(1);
        pass(3);
        sites.getFirst().center.registry().markAndSee("crm/10.0.0.1:80", Seen.DRAIN, "yes");
        pass(20);
        assertThat(known()).containsExactly("crm/10.0.0.1:80 draining");
    }

    @Test
    void changesOfWhatAnInstanceSaysAreTaken() {
        consul.put("crm", "10.0.0.1", UP);
        centers(1);
        pass(3);
        consul.put(
                "crm",
                new Listed(
                        new Instance(
                                "crm",
                                "10.0.0.1:80",
                                "10.0.0.1",
                                80,
                                true,
                                7,
                                "b",
                                "2",
                                List.of("h2c"),
                                "/up",
                                Map.of("team", "blue")),
                        UP));
        pass(1);
        Instance now = seen("crm/10.0.0.1:80").instance();
        assertThat(now.tls()).isTrue();
        assertThat(now.weight()).isEqualTo(7);
        assertThat(now.health()).isEqualTo("/up");
        assertThat(now.metadata()).isEqualTo(Map.of("registry", "consul", "team", "blue"));
    }

    @Test
    void onlyWhatIsChosenIsAdopted() {
        for (String service : List.of("crm", "Orders-1", "orders-2", "consul", "test-a")) {
            consul.put(service, "10.0.0.1", UP);
        }
        centers(1, new Choice(List.of("orders-*", "CRM", "test-*"), List.of("*-2", "test-*")));
        pass(3);
        assertThat(known()).containsExactly("crm/10.0.0.1:80", "orders-1/10.0.0.1:80");
    }

    @Test
    void namesThatNoCellCanHaveAndAddressesThatNobodyMayHaveAreLeftOut() {
        consul.put("a b", "10.0.0.1", UP);
        consul.put("../x", "10.0.0.1", UP);
        consul.put("a.b_c-d", "10.0.0.1", UP);
        for (String host :
                List.of("127.0.0.1", "localhost", "169.254.169.254", "::1", "0.0.0.0", "10.0.0.1/x", "2130706433")) {
            consul.put("bad", host, UP);
        }
        centers(1);
        pass(3);
        assertThat(known()).containsExactly("a.b_c-d/10.0.0.1:80");
    }

    @Test
    void twoServicesOfOneNameAreOneCellOfTheFirst() {
        consul.put("Crm", "10.0.0.1", UP);
        consul.put("crm", "10.0.0.2", UP);
        centers(1);
        pass(10);
        assertThat(known()).hasSize(1);
    }

    @Test
    void whatIsTooMuchInMetadataIsLeftAway() {
        Instance much = new Instance(
                "crm",
                "x",
                "10.0.0.1",
                80,
                false,
                1,
                "a zone",
                "v 1",
                List.of(),
                "/health",
                Map.of("registry", "eureka", "good", "yes", "no name", "x", "long", "x".repeat(5_000), "ctl", "a\nb"));
        consul.put("crm", new Listed(much, UP));
        centers(1);
        pass(3);
        Instance ours = seen("crm/10.0.0.1:80").instance();
        assertThat(ours.metadata()).isEqualTo(Map.of("registry", "consul", "good", "yes"));
        assertThat(ours.zone()).isNull();
        assertThat(ours.version()).isNull();
    }

    @Test
    void whoWasAdoptedFromARegistryThatNobodyListensToAnyMoreRunsOut() {
        consul.put("crm", "10.0.0.1", UP);
        centers(1);
        pass(3);
        sites.getFirst().node.kill();
        sites.clear();
        Center alone = new Center(
                new Center.Means(
                        "d0",
                        store,
                        leases,
                        simulation.node(),
                        (instance, timeout) -> CompletableFuture.completedStage(null),
                        new SplittableRandom(9),
                        () -> Instant.EPOCH),
                PATROL,
                GUARD);
        alone.start();
        pass(50);
        assertThat(alone.registry().view().size()).isZero();
    }
}
