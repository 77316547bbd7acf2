package io.highgate.center.patrol;

import io.highgate.center.cells.Registration;
import io.highgate.center.cells.Registry;
import io.highgate.center.cells.Seen;
import io.highgate.center.share.Duties;
import io.highgate.store.memory.MemoryLeases;
import io.highgate.store.memory.MemoryRegistry;
import io.highgate.testkit.Simulation;
import io.highgate.wire.cell.Instance;
import io.highgate.wire.cell.InstanceState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** One or two centers on simulated time; instances answer as the test says. */
class PatrolTest {

    private static final Instance ONE = Instance.at("crm", "10.0.0.1", 80);

    private final Simulation simulation = new Simulation();
    private final MemoryRegistry store = new MemoryRegistry(simulation::nanos, "e");
    private final MemoryLeases leases = new MemoryLeases(simulation::nanos);
    private final Map<String, String> wrong = new HashMap<>();
    private final Set<String> silent = new HashSet<>();
    private final Map<String, List<Long>> asked = new HashMap<>();
    private int underWay;
    private int mostUnderWay;

    private record Site(Registry registry, Patrol patrol, Simulation.Node node, Duties duties) {}

    private Site site(String name) {
        Simulation.Node node = simulation.node();
        Registry registry = new Registry(store, node);
        Duties duties = new Duties(leases, node, name, Patrol.shards());
        Patrol patrol = new Patrol(
                registry,
                duties,
                node,
                new Patrol.Means(
                        (instance, timeout) -> probe(node, instance, timeout),
                        PatrolRules.USUAL,
                        new SplittableRandom(7),
                        () -> Instant.ofEpochSecond(0, simulation.nanos())));
        patrol.start();
        registry.start();
        duties.start();
        return new Site(registry, patrol, node, duties);
    }

    private CompletionStage<@Nullable String> probe(Simulation.Node node, Instance instance, Duration timeout) {
        asked.computeIfAbsent(instance.key(), it -> new ArrayList<>()).add(simulation.nanos());
        mostUnderWay = Math.max(mostUnderWay, ++underWay);
        CompletableFuture<@Nullable String> answer = new CompletableFuture<>();
        boolean hangs = silent.contains(instance.key());
        node.after(hangs ? timeout : Duration.ofMillis(2), () -> {
            underWay--;
            answer.complete(hangs ? "no answer" : wrong.get(instance.key()));
        });
        return answer;
    }

    /** A center alone, that has asked {@link #ONE} for the first time. */
    private Site siteThatHasAskedOne() {
        Site site = site("a");
        pass(2_000);
        register(ONE);
        pass(600);
        return site;
    }

    private void register(Instance instance) {
        store.put(Seen.entry(new Registration(instance, null)));
    }

    private InstanceState state(Site site) {
        Seen seen = site.registry.view().find(ONE.key());
        return seen == null ? InstanceState.DRAINING : seen.state();
    }

    private int probes() {
        return asked.getOrDefault(ONE.key(), List.of()).size();
    }

    private void pass(long millis) {
        simulation.pass(Duration.ofMillis(millis));
    }

    @Test
    void whoHasJustRegisteredIsAskedSoonAndThenEachInterval() {
        Site site = siteThatHasAskedOne();
        assertThat(probes()).isEqualTo(1);
        assertThat(site.patrol.lastAsked(ONE.key())).isNotNull();
        pass(300_000);
        assertThat(probes()).isBetween(9, 12);
        assertThat(state(site)).isEqualTo(InstanceState.UP);
    }

    @Test
    void whoDrainsIsLeftAloneAndAskedAtOnceWhenRestored() {
        Site site = siteThatHasAskedOne();
        site.registry.mark(ONE.key(), Seen.DRAIN, "yes", null);
        pass(100);
        int before = probes();
        wrong.put(ONE.key(), "503");
        assertThat(site.patrol.doubt(ONE.key())).isTrue();
        pass(300_000);
        assertThat(probes()).isEqualTo(before);
        assertThat(state(site)).isEqualTo(InstanceState.DRAINING);

        wrong.clear();
        site.registry.mark(ONE.key(), Seen.DRAIN, null, null);
        pass(100);
        assertThat(probes()).isEqualTo(before + 1);
        assertThat(state(site)).isEqualTo(InstanceState.UP);
    }

    @Test
    void whoComesBackIllFromADrainIsDownSoon() {
        Site site = siteThatHasAskedOne();
        site.registry.mark(ONE.key(), Seen.DRAIN, "yes", null);
        pass(100);
        wrong.put(ONE.key(), "503");
        site.registry.mark(ONE.key(), Seen.DRAIN, null, null);
        site.patrol.doubt(ONE.key());
        pass(2_000);
        assertThat(state(site)).isEqualTo(InstanceState.DOWN);
    }

    @Test
    void threeFailuresAreDownAndOneSuccessIsUp() {
        Site site = siteThatHasAskedOne();
        wrong.put(ONE.key(), "refused");
        pass(34_000);
        assertThat(state(site)).isEqualTo(InstanceState.DOWN);
        wrong.clear();
        pass(2_500);
        assertThat(state(site)).isEqualTo(InstanceState.UP);
    }

    @Test
    void oneFailureOrTwoAreNotEnough() {
        Site site = siteThatHasAskedOne();
        wrong.put(ONE.key(), "refused");
        long before = probes();
        while (probes() < before + 1) {
            pass(10);
        }
        pass(3);
        wrong.clear();
        pass(1_000);
        assertThat(state(site)).isEqualTo(InstanceState.UP);
    }

    @Test
    void whoRefusesAndIsDoubtedIsDownWithinFiftyMillisecondsAfterThreeProbes() {
        Site site = siteThatHasAskedOne();
        wrong.put(ONE.key(), "refused");
        int before = probes();
        assertThat(site.patrol.doubt(ONE.key())).isTrue();
        pass(60);
        assertThat(state(site)).isEqualTo(InstanceState.DOWN);
        assertThat(probes()).isEqualTo(before + 3);
    }

    @Test
    void whoHangsAndIsDoubtedIsDownWithinASecond() {
        Site site = siteThatHasAskedOne();
        silent.add(ONE.key());
        site.patrol.doubt(ONE.key());
        pass(1_000);
        assertThat(state(site)).isEqualTo(InstanceState.DOWN);
    }

    @Test
    void aDoubtWithoutReasonCostsOneProbe() {
        Site site = siteThatHasAskedOne();
        int before = probes();
        for (int i = 0; i < 100; i++) {
            site.patrol.doubt(ONE.key());
        }
        pass(1_000);
        assertThat(probes()).isEqualTo(before + 1);
        assertThat(site.patrol.doubt("crm/nobody")).isFalse();
        assertThat(state(site)).isEqualTo(InstanceState.UP);
    }

    @Test
    void theCenterThatAsksHearsOfADoubtToldToAnother() {
        Site a = site("a");
        Site b = site("b");
        pass(5_000);
        register(ONE);
        pass(600);
        wrong.put(ONE.key(), "refused");
        Site other = a.patrol.lastAsked(ONE.key()) == null ? a : b;
        other.patrol.doubt(ONE.key());
        pass(100);
        assertThat(state(a)).isEqualTo(InstanceState.DOWN);
        assertThat(state(b)).isEqualTo(InstanceState.DOWN);
        pass(1_000);
        Seen seen = a.registry.view().find(ONE.key());
        assertThat(seen).isNotNull();
        assertThat(java.util.Objects.requireNonNull(seen).entry().marks()).doesNotContainKey(Seen.SUSPECT);
    }

    @Test
    void twoCentersAskEachInstanceOnceWithoutGapAndNeverTooManyAtOnce() {
        site("a");
        Site b = site("b");
        pass(5_000);
        for (int i = 1; i <= 2_000; i++) {
            register(Instance.at("crm", "10.0.0.1", i));
        }
        pass(35_000);
        asked.clear();
        pass(60_000);
        assertThat(asked).hasSize(2_000);
        assertThat(asked.values()).allMatch(it -> it.size() >= 1 && it.size() <= 3);
        assertThat(mostUnderWay).isLessThanOrEqualTo(2 * PatrolRules.USUAL.atOnce());
        assertThat(b.duties.held()).isBetween(1, Patrol.shards().size() - 1);
    }

    @Test
    void whoIsLeftTakesTheShardsOfACenterThatIsGoneWithinThreeSeconds() {
        Site a = site("a");
        Site b = site("b");
        pass(5_000);
        assertThat(a.duties.held() + b.duties.held()).isEqualTo(Patrol.shards().size());
        b.node.kill();
        pass(3_000);
        assertThat(a.duties.held()).isEqualTo(Patrol.shards().size());
    }

    @Test
    void anOrderlyEndLeavesTheShardsAtOnce() {
        Site a = site("a");
        Site b = site("b");
        pass(5_000);
        b.duties.end();
        pass(1_000);
        assertThat(a.duties.held()).isEqualTo(Patrol.shards().size());
    }
}
