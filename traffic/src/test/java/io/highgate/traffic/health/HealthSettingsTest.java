package io.highgate.traffic.health;

import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HealthSettingsTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void ejectionsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> new EjectionSettings(Duration.ofSeconds(9), SECOND, SECOND, 0.5, 0.3))
                .hasMessageContaining("longest must not be shorter than base");
        assertThatThrownBy(() -> new EjectionSettings(Duration.ZERO, SECOND.negated(), SECOND, Double.NaN, 1.1))
                .hasMessageContaining("base must be above 0")
                .hasMessageContaining("longest")
                .hasMessageContaining("maxEjected")
                .hasMessageContaining("panicBelow");
        assertThatThrownBy(() -> new EjectionSettings(SECOND, SECOND, Duration.ZERO, 0.5, Double.NaN))
                .hasMessageContaining("forgiveEvery")
                .hasMessageContaining("panicBelow");
    }

    @Test
    void outliersThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> new OutlierSettings(-1, Double.NaN, Duration.ZERO, 0, Double.NaN, SECOND.negated()))
                .hasMessageContaining("consecutive")
                .hasMessageContaining("ratio")
                .hasMessageContaining("window")
                .hasMessageContaining("minimumVolume")
                .hasMessageContaining("latencyFactor")
                .hasMessageContaining("latencyFloor");
        assertThatThrownBy(() -> new OutlierSettings(5, 0.5, SECOND, 1, 1, SECOND))
                .hasMessageContaining("half of all would be slow");
        assertThatThrownBy(() -> new OutlierSettings(5, 0, SECOND, 1, 3, SECOND))
                .hasMessageContaining("ratio");
    }

    @Test
    void anEjectionGrowsUpToTheLongestWithoutOverflow() {
        EjectionSettings settings = EjectionSettings.usual();
        assertThat(settings.nanosOf(1)).isEqualTo(Duration.ofSeconds(5).toNanos());
        assertThat(settings.nanosOf(3)).isEqualTo(Duration.ofSeconds(15).toNanos());
        assertThat(settings.nanosOf(Integer.MAX_VALUE))
                .isEqualTo(Duration.ofMinutes(5).toNanos());
    }

    @Test
    void howManyMayBeEjected() {
        EjectionSettings settings = EjectionSettings.usual();
        assertThat(settings.mostOf(0)).isZero();
        assertThat(settings.mostOf(1)).isZero();
        assertThat(settings.mostOf(2)).isEqualTo(1);
        assertThat(settings.mostOf(3)).isEqualTo(1);
        assertThat(settings.mostOf(10_000)).isEqualTo(5_000);
        assertThat(new EjectionSettings(SECOND, SECOND, SECOND, 0, 0).mostOf(3)).isEqualTo(1);
        assertThat(new EjectionSettings(SECOND, SECOND, SECOND, 1, 0).mostOf(1)).isEqualTo(1);
    }
}
