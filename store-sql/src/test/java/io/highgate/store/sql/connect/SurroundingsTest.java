package io.highgate.store.sql.connect;

import io.highgate.testkit.FakeTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import static org.assertj.core.api.Assertions.assertThat;

class SurroundingsTest {

    @Property
    void waitsBetweenHalfAndAllOfATimeThatDoubles(@ForAll long seed, @ForAll @IntRange(min = 1, max = 1_000) int tries)
            throws InterruptedException {
        List<Duration> waits = new ArrayList<>();
        Surroundings surroundings = new Surroundings(new FakeTime(), new Random(seed), waits::add);
        surroundings.backOff(tries, Duration.ofMillis(100), Duration.ofSeconds(1));
        long most = tries > 4 ? 1_000 : Math.min(1_000, 100L << (tries - 1));
        assertThat(waits).hasSize(1);
        assertThat(waits.getFirst()).isBetween(Duration.ofMillis(most / 2), Duration.ofMillis(most));
    }
}
