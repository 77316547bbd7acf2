package io.highgate.traffic.health;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ActiveHealthTest {

    private static final ProbeSettings SETTINGS = new ProbeSettings(Duration.ofSeconds(5), 0.1, 3, 2, 10);

    private static ActiveHealth after(String results) {
        ActiveHealth health = ActiveHealth.UNPROBED;
        for (int i = 0; i < results.length(); i++) {
            health = health.after(results.charAt(i) == '+', SETTINGS);
        }
        return health;
    }

    @Test
    void threeFailuresInARowTakeItOut() {
        assertThat(after("+++--").healthy()).isTrue();
        assertThat(after("--+--").healthy()).isTrue();
        assertThat(after("+---").healthy()).isFalse();
        assertThat(after("---").healthy()).isFalse();
    }

    @Test
    void twoSuccessesInARowBringItBack() {
        assertThat(after("---+").healthy()).isFalse();
        assertThat(after("---+-+").healthy()).isFalse();
        assertThat(after("---++").healthy()).isTrue();
    }

    @Test
    void onlyWhatIsUndecidedIsProbedFast() {
        assertThat(after("").isUndecided()).isFalse();
        assertThat(after("+-").isUndecided()).isTrue();
        assertThat(after("---").isUndecided()).isFalse();
        assertThat(after("---+").isUndecided()).isTrue();
        assertThat(after("---++").isUndecided()).isFalse();
        assertThat(ActiveHealth.delayNanos(SETTINGS, false, 0.5)).isEqualTo(5_000_000_000L);
        assertThat(ActiveHealth.delayNanos(SETTINGS, true, 0.5)).isEqualTo(500_000_000L);
    }

    @Test
    void jitterSpreadsProbesAndBadLuckDoesNot() {
        assertThat(ActiveHealth.delayNanos(SETTINGS, false, 0)).isEqualTo(4_500_000_000L);
        assertThat(ActiveHealth.delayNanos(SETTINGS, false, 1)).isEqualTo(5_500_000_000L);
        assertThat(ActiveHealth.delayNanos(SETTINGS, false, Double.NaN)).isEqualTo(5_000_000_000L);
        assertThat(ActiveHealth.delayNanos(SETTINGS, false, -3)).isEqualTo(5_000_000_000L);
        ProbeSettings tiny = new ProbeSettings(Duration.ofNanos(1), 0.9, 1, 1, 1_000);
        assertThat(ActiveHealth.delayNanos(tiny, true, 0)).isEqualTo(1);
    }

    /** Flips only ever follow a full run of the opposite result. */
    @Property
    void flipsOnlyAfterAFullRun(
            @ForAll List<Boolean> results,
            @ForAll @IntRange(min = 1, max = 5) int out,
            @ForAll @IntRange(min = 1, max = 5) int back) {
        ProbeSettings settings = new ProbeSettings(Duration.ofSeconds(1), 0, out, back, 1);
        ActiveHealth health = ActiveHealth.UNPROBED;
        int run = 0;
        for (int i = 0; i < results.size(); i++) {
            boolean ok = results.get(i);
            run = i > 0 && results.get(i - 1) == ok ? run + 1 : 1;
            ActiveHealth next = health.after(ok, settings);
            boolean flips = ok != health.healthy() && run >= (ok ? back : out);
            assertThat(next.healthy()).isEqualTo(flips ? ok : health.healthy());
            health = next;
        }
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        Duration second = Duration.ofSeconds(1);
        assertThatThrownBy(() -> new ProbeSettings(Duration.ZERO, Double.NaN, 0, -1, 0))
                .hasMessageContaining("interval")
                .hasMessageContaining("jitter")
                .hasMessageContaining("unhealthyAfter")
                .hasMessageContaining("healthyAfter")
                .hasMessageContaining("suspicion");
        assertThatThrownBy(() -> new ProbeSettings(second.negated(), 0, 1, 1, 1))
                .hasMessageContaining("interval");
        assertThatThrownBy(() -> new ProbeSettings(second, 1, 1, 1, 1)).hasMessageContaining("jitter");
    }
}
