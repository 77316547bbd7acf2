package io.highgate.center.simulation;

import io.highgate.center.Center;
import io.highgate.store.registry.Registered;
import io.highgate.wire.cell.InstanceState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Many seeds; one that fails is printed, and {@code -Dhighgate.seed=N} runs it alone. */
class CentersAgreeTest {

    private static final long SEEDS = Long.getLong("highgate.seeds", 10_000);

    @Test
    void everybodyAgreesInTheEndWhateverHappens() {
        Long only = Long.getLong("highgate.seed");
        LongStream seeds = only == null ? LongStream.range(0, SEEDS) : LongStream.of(only);
        List<String> failed = seeds.parallel()
                .mapToObj(CentersAgreeTest::outcome)
                .filter(it -> !it.isEmpty())
                .sorted()
                .toList();
        assertThat(failed).as("seeds that fail").isEmpty();
    }

    private static String outcome(long seed) {
        try {
            run(seed);
            return "";
        } catch (AssertionError | RuntimeException e) {
            return "seed " + seed + ": " + e;
        }
    }

    private static void run(long seed) {
        World world = new World(seed, 6, 2);
        for (int i = 0; i < 10; i++) {
            world.simulation.pass(Duration.ofMillis(500 + world.random.nextInt(1_500)));
            world.mishap();
        }
        world.simulation.pass(Duration.ofSeconds(5));
        world.weather.clear();
        world.simulation.pass(Duration.ofSeconds(15));
        agreed(world);
    }

    private static void agreed(World world) {
        Registered all = world.registry.now().all().toCompletableFuture().join();
        Set<String> alive = new TreeSet<>(Set.of(World.STANDING.key()));
        world.services.forEach(it -> alive.add(it.instance().key()));
        assertThat(new TreeSet<>(all.entries().keySet())).as("registered").isEqualTo(alive);
        List<String> owned = new ArrayList<>();
        world.sites.forEach(site -> {
            assertThat(site.center.registry().view().size())
                    .as("known at a center")
                    .isEqualTo(alive.size());
            site.center.duties().all().forEach(it -> owned.add(it.name()));
        });
        assertThat(owned)
                .as("duties that somebody does")
                .hasSize(Center.DUTIES.size())
                .doesNotHaveDuplicates();
        world.followers.forEach(it -> {
            assertThat(it.copy().known().keySet()).as("known at a gateway").isEqualTo(alive);
            assertThat(it.copy().known().values())
                    .as("well, as a gateway knows")
                    .allMatch(listed -> listed.state() == InstanceState.UP);
        });
    }
}
