package io.highgate.sdk.provider;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How long a center asks to be left alone. */
class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-11-22T03:00:00Z");

    @Test
    void secondsAndDatesAreRead() {
        assertThat(RetryAfter.read("0", NOW)).isEqualTo(Duration.ZERO);
        assertThat(RetryAfter.read(" 7 ", NOW)).isEqualTo(Duration.ofSeconds(7));
        assertThat(RetryAfter.read("Sun, 22 Nov 2026 03:00:09 GMT", NOW)).isEqualTo(Duration.ofSeconds(9));
        assertThat(RetryAfter.read("Sat, 21 Nov 2026 03:00:09 GMT", NOW)).isEqualTo(Duration.ZERO);
    }

    @Test
    void whatIsTooLongIsCut() {
        assertThat(RetryAfter.read("3600", NOW)).isEqualTo(RetryAfter.MOST);
        assertThat(RetryAfter.read("99999999999999999999", NOW)).isEqualTo(RetryAfter.MOST);
        assertThat(RetryAfter.read("Sun, 22 Nov 2099 03:00:09 GMT", NOW)).isEqualTo(RetryAfter.MOST);
    }

    @Test
    void whatIsNothingIsNothing() {
        for (String text : new String[] {"", " ", "-1", "1.5", "soon", "Sun, 22 Nov", "7 s", "0x10"}) {
            assertThat(RetryAfter.read(text, NOW)).as(text).isNull();
        }
        assertThat(RetryAfter.read(null, NOW)).isNull();
    }
}
