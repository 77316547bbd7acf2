package io.highgate.bench.center;

import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SpreadTest {

    private final Spread spread = new Spread();

    @Test
    void aQuantileIsTheSmallestValueThatCoversItsShare() {
        for (int millis = 100; millis >= 1; millis--) {
            spread.add(Duration.ofMillis(millis));
        }
        assertThat(spread.quantile(0.5)).isEqualTo(Duration.ofMillis(50));
        assertThat(spread.quantile(0.99)).isEqualTo(Duration.ofMillis(99));
        assertThat(spread.row()).isEqualTo("50.0 | 99.0 | 100.0 | 100");
    }

    @Test
    void nothingHasNoQuantileAndAnEmptyRow() {
        assertThat(spread.row()).isEqualTo("- | - | - | 0");
        assertThatThrownBy(() -> spread.quantile(0.5)).hasMessageContaining("nothing was measured");
    }
}
