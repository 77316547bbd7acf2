package io.highgate.traffic.simulation;

import io.highgate.traffic.breaker.CircuitState;
import io.highgate.traffic.health.EndpointHealth;
import io.highgate.traffic.health.HealthState;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Thousands of courses of clients and failing endpoints. A failure prints its seed; {@code
 * -Dhighgate.simulation.seed=N} runs that one alone.
 */
class SimulationTest {

    private static final int SEEDS = 3_000;
    private static final int REQUESTS = 400;

    @Test
    void whateverFailsNoPolicyBreaksItsPromise() {
        Long only = Long.getLong("highgate.simulation.seed");
        LongStream seeds = only == null ? LongStream.range(0, SEEDS) : LongStream.of(only);
        List<String> broken = new ArrayList<>();
        seeds.forEach(seed -> {
            String what = broken(seed);
            if (!what.isEmpty()) {
                broken.add("seed " + seed + ": " + what);
            }
        });
        assertThat(broken).isEmpty();
    }

    /** Else the promises above would be kept by doing nothing. */
    @Test
    void theCoursesHaveSomethingToKeepPromisesAbout() {
        int ejected = 0;
        int opened = 0;
        int panics = 0;
        int retries = 0;
        for (long seed = 0; seed < 100; seed++) {
            World world = new World(seed);
            int[] most = new int[2];
            world.run(REQUESTS, () -> {
                most[0] = Math.max(most[0], world.upstream.ejected());
                most[1] |= world.origins.stream().anyMatch(it -> it.told == CircuitState.HALF_OPEN) ? 1 : 0;
            });
            ejected += most[0] > 0 ? 1 : 0;
            opened += most[1];
            panics += world.upstream.panics() > 0 ? 1 : 0;
            retries += world.ledger.retries.size();
        }
        assertThat(ejected).isGreaterThan(30);
        assertThat(opened).isGreaterThan(10);
        assertThat(panics).isGreaterThan(10);
        assertThat(retries).isGreaterThan(500);
    }

    private static String broken(long seed) {
        World world = new World(seed);
        world.run(REQUESTS, () -> check(world));
        Ledger ledger = world.ledger;
        ledger.mustBe(ledger.permits == ledger.settled, "permits were not settled once each");
        ledger.mustBe(ledger.begun == REQUESTS, "requests were lost before they began");
        ledger.mustBe(ledger.begun == ledger.refused + ledger.ended, "requests did not end once each");
        ledger.mustBe(world.limit.inFlight() == 0, "something is in flight for ever");
        ledger.mustBe(world.origins.stream().allMatch(it -> it.probesUnderWay == 0), "probes were lost");
        return ledger.broken;
    }

    private static void check(World world) {
        Ledger ledger = world.ledger;
        int total = world.origins.size();
        int most = total == 1 ? 0 : Math.max(1, total / 2);
        ledger.mustBe(world.upstream.ejected() <= most, "too many are ejected");
        ledger.mustBe(world.limit.inFlight() <= 1_000, "the limit is exceeded");
        for (Origin origin : world.origins) {
            ledger.mustBe(origin.broken.isEmpty(), origin.broken);
            ledger.mustBe(origin.probesUnderWay <= world.circuit.probes(), "too many half-open probes");
            ledger.mustBe(origin.breaker.state() == origin.told, "a circuit flipped in silence");
        }
        List<EndpointHealth> members = world.healths().stream()
                .filter(it -> it.standing().state() != HealthState.DRAINED)
                .toList();
        long up = members.stream()
                .filter(it -> it.standing().state() == HealthState.UP)
                .count();
        ledger.mustBe(world.upstream.members() == members.size(), "members are miscounted");
        ledger.mustBe(world.upstream.out() == members.size() - up, "those out are miscounted");
        ledger.mustBe(
                world.upstream.isPanicking() == (!members.isEmpty() && up < 0.3 * members.size()),
                "panic without reason, or none where it is due");
    }
}
