package io.highgate.registries.ask;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PausesTest {

    @Test
    void pausesGrowFromAFifthOfASecondToTenSecondsAndAreHalfChance() {
        Random random = new Random(3);
        Pauses pauses = new Pauses(random);

        for (int failures = 1; failures < 200; failures++) {
            long most = Math.min(10_000, 400L << Math.min(failures - 1, 10));
            assertThat(pauses.after(failures)).isBetween(Duration.ofMillis(most / 2), Duration.ofMillis(most));
        }
        assertThat(pauses.after(9)).isNotEqualTo(pauses.after(9));
        assertThat(pauses.after(Integer.MAX_VALUE)).isGreaterThanOrEqualTo(Duration.ofSeconds(5));
    }
}
