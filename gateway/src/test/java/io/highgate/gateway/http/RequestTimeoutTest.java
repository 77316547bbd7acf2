package io.highgate.gateway.http;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What clients may write for a time-out, and what they may not. */
class RequestTimeoutTest {

    private static final HeaderName NAME = HeaderName.of("X-Request-Timeout");

    private static long read(String... values) {
        Headers headers = new Headers(256, 8);
        for (String value : values) {
            headers.add(NAME, value);
        }
        return RequestTimeout.read(headers, NAME);
    }

    @ParameterizedTest
    @CsvSource({
        "250ms, 250000000",
        "2s, 2000000000",
        "1.5s, 1500000000",
        "30, 30000000000",
        "0.001, 1000000",
        "1m, 60000000000",
        "999999999999s, 31536000000000000"
    })
    void timesAreRead(String text, long nanos) {
        assertThat(read(text)).isEqualTo(nanos);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "0ms",
                "-1",
                "+1",
                "1 s",
                "1h",
                "1S",
                "ms",
                ".5",
                "5.",
                "1..2",
                "1.2.3",
                "1.2345",
                "1e3",
                "0x1",
                "1s,2s",
                "9999999999999",
                "NaN",
                "Infinity",
                "١"
            })
    void whatIsNoTimeIsMalformed(String text) {
        assertThat(read(text)).isEqualTo(RequestTimeout.MALFORMED);
    }

    @Test
    void noneIsAbsentAndTwoAreMalformed() {
        assertThat(read()).isEqualTo(RequestTimeout.ABSENT);
        assertThat(read("1s", "1s")).isEqualTo(RequestTimeout.MALFORMED);
    }

    @Test
    void whatIsLeftIsNeverNothing() {
        assertThat(RequestTimeout.write(1)).isEqualTo("1ms");
        assertThat(RequestTimeout.write(1_000_001)).isEqualTo("2ms");
        assertThat(RequestTimeout.write(60_000_000_000L)).isEqualTo("60000ms");
    }
}
