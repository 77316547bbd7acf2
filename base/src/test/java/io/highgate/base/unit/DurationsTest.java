package io.highgate.base.unit;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({"0s, PT0S", "250ms, PT0.25S", "7us, PT0.000007S", "30s, PT30S", "5 m, PT5M", "1h, PT1H", "2d, PT48H"})
    void readsNumbersWithUnits(String text, Duration expected) {
        assertThat(Durations.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30", "-1s", "+1s", "1.5s", "s", "1S", "1 week", "1s1s", "PT1S", "\u0661s"})
    void refusesWhatHasNoNumberOrNoUnit(String text) {
        assertThatThrownBy(() -> Durations.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("30s");
    }

    /** Such a time-out used to be read, and to overflow in the timer that was armed with it. */
    @ParameterizedTest
    @ValueSource(strings = {"999999999999d", "106752d", "99999999999h"})
    void refusesWhatNoTimerCanCount(String text) {
        assertThatThrownBy(() -> Durations.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("longer than any");
    }

    @Property
    void printsWhatItReads(@ForAll @LongRange(min = 0, max = 9_000_000_000_000_000L) long micros) {
        Duration duration = Duration.ofNanos(Math.min(micros, 9_000_000_000_000L) * 1000);
        assertThat(Durations.parse(Durations.print(duration))).isEqualTo(duration);
        Duration minutes = Duration.ofMinutes(micros % 100_000_000);
        assertThat(Durations.parse(Durations.print(minutes))).isEqualTo(minutes);
    }
}
