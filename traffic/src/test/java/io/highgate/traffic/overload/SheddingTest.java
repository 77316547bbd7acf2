package io.highgate.traffic.overload;

import io.highgate.traffic.overload.PressureSettings.Signals;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class SheddingTest {

    private static final long SECOND = 1_000_000_000L;

    private final Shedding shedding = new Shedding(SheddingSettings.usual());

    @Test
    void theLeastImportantAreRefusedFirstAndTheMostImportantNever() {
        assertThat(shedding.observe(0.69, 0)).isZero();
        assertThat(shedding.admits(3)).isTrue();
        assertThat(shedding.observe(0.7, 0)).isEqualTo(1);
        assertThat(shedding.admits(3)).isFalse();
        assertThat(shedding.admits(2)).isTrue();
        assertThat(shedding.observe(1, 0)).isEqualTo(3);
        assertThat(shedding.admits(1)).isFalse();
        assertThat(shedding.admits(0)).isTrue();
        assertThat(shedding.admits(-7)).isTrue();
        assertThat(shedding.admits(99)).isFalse();
    }

    @Test
    void theyComeBackOneByOneAndOnlyAfterPressureHasStayedLow() {
        shedding.observe(1, 0);
        assertThat(shedding.observe(0.2, 1)).isEqualTo(3);
        assertThat(shedding.observe(0.2, SECOND)).isEqualTo(3);
        assertThat(shedding.observe(0.2, SECOND + 1)).isEqualTo(2);
        assertThat(shedding.observe(0.2, SECOND + 2)).isEqualTo(2);
        assertThat(shedding.observe(0.2, 2 * SECOND + 1)).isEqualTo(1);
        assertThat(shedding.observe(0.2, 3 * SECOND + 1)).isZero();
    }

    @Test
    void pressureJustBelowThePointAdmitsNobodyAgain() {
        shedding.observe(0.72, 0);
        for (int i = 1; i < 100; i++) {
            assertThat(shedding.observe(i % 2 == 0 ? 0.65 : 0.55, i * SECOND / 2))
                    .isEqualTo(1);
        }
    }

    @Test
    void aSignalThatCannotBeReadIsNone() {
        assertThat(shedding.observe(Double.NaN, 0)).isZero();
        PressureSettings settings = PressureSettings.usual();
        assertThat(settings.of(new Signals(5, 0, -3, Double.NaN))).isZero();
        assertThat(settings.of(new Signals(-5, 10, Long.MAX_VALUE, 0))).isEqualTo(1);
    }

    @Test
    void aClockThatJumpsBackDoesNotRefuseForEver() {
        shedding.observe(0.7, 1_000_000 * SECOND);
        shedding.observe(0, 1_000_000 * SECOND);
        shedding.observe(0, 0);
        assertThat(shedding.observe(0, SECOND)).isZero();
    }

    @Test
    void theWorstSignalIsThePressure() {
        PressureSettings settings = PressureSettings.usual();
        assertThat(settings.of(new Signals(50, 100, 0, 0))).isEqualTo(0.5);
        assertThat(settings.of(new Signals(0, 100, 150_000_000L, 0))).isEqualTo(0.75);
        assertThat(settings.of(new Signals(0, 100, 0, 0.9))).isCloseTo(0.8, within(1e-9));
        assertThat(settings.of(new Signals(500, 100, 0, 0))).isEqualTo(1);
    }

    @Test
    void fewerClassesAreAdoptedAtTheNextLook() {
        shedding.observe(1, 0);
        shedding.adopt(new SheddingSettings(2, 0.7, 0.1, Duration.ZERO));
        assertThat(shedding.observe(1, 1)).isEqualTo(1);
        assertThat(shedding.admits(0)).isTrue();
        assertThat(new Shedding(new SheddingSettings(1, 0.5, 0, Duration.ZERO)).observe(1, 0))
                .isZero();
    }

    @Property
    void moreImportantIsNeverRefusedWhileLessImportantIsAdmitted(
            @ForAll List<@DoubleRange(min = 0, max = 1) Double> pressures) {
        Shedding any = new Shedding(SheddingSettings.usual());
        long now = 0;
        for (double pressure : pressures) {
            now += SECOND / 3;
            any.observe(pressure, now);
            for (int priority = 1; priority < 4; priority++) {
                assertThat(!any.admits(priority) || any.admits(priority - 1)).isTrue();
            }
        }
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        Duration second = Duration.ofSeconds(1);
        assertThatThrownBy(() -> new SheddingSettings(0, Double.NaN, -1, second.negated()))
                .hasMessageContaining("classes")
                .hasMessageContaining("startAt")
                .hasMessageContaining("gap")
                .hasMessageContaining("hold");
        assertThatThrownBy(() -> new SheddingSettings(4, 0.5, 0.5, second)).hasMessageContaining("below startAt");
        assertThatThrownBy(() -> new SheddingSettings(17, 0.5, 0.1, second)).hasMessageContaining("classes");
        assertThatThrownBy(() -> new PressureSettings(Duration.ZERO, 0.9, 0.8))
                .hasMessageContaining("fullLag")
                .hasMessageContaining("below fullMemory");
        assertThatThrownBy(() -> new PressureSettings(second, Double.NaN, 1)).hasMessageContaining("calmMemory");
        assertThatThrownBy(() -> new PressureSettings(second, 0, 1.5)).hasMessageContaining("fullMemory");
    }
}
