package io.highgate.bench.load;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LatenciesTest {

    private final Latencies latencies = new Latencies();

    @Test
    void aQuantileIsTheSmallestValueThatCoversItsShare() {
        for (int micros = 100; micros >= 1; micros--) {
            latencies.add(micros * 1000L);
        }
        assertThat(latencies.quantile(0.5)).isEqualTo(50);
        assertThat(latencies.quantile(0.99)).isEqualTo(99);
        assertThat(latencies.quantile(1)).isEqualTo(100);
    }

    @Test
    void whatIsBeyondTheRangeCountsAsItsEnd() {
        latencies.add(3_600_000_000_000L);
        assertThat(latencies.quantile(0.5)).isEqualTo(2_000_000);
    }

    @Test
    void nothingHasNoQuantile() {
        assertThatThrownBy(() -> latencies.quantile(0.5)).hasMessageContaining("nothing was counted");
    }
}
