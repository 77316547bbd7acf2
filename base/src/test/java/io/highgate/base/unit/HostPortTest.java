package io.highgate.base.unit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HostPortTest {

    @ParameterizedTest
    @CsvSource({
        "localhost:80, localhost, 80",
        "' a.b:0 ', a.b, 0",
        "127.0.0.1:65535, 127.0.0.1, 65535",
        "[::1]:8080, ::1, 8080",
        "[fe80::1]:1, fe80::1, 1"
    })
    void readsHostAndPortAndPrintsThemAgain(String text, String host, int port) {
        assertThat(HostPort.parse(text)).isEqualTo(new HostPort(host, port)).hasToString(text.strip());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "host",
                ":80",
                "host:",
                "host:x",
                "host:-1",
                "host:+80",
                "host:\u0668\u0660",
                "host:65536",
                "host:99999999999",
                "::1:80",
                "[::1]",
                "[::1",
                "[::1]x:80",
                "[]:80",
                "[host]:80"
            })
    void refusesAnythingElse(String text) {
        assertThatThrownBy(() -> HostPort.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void thePortMayBeLeftOutWhereThereIsOneToFallBackTo() {
        assertThat(HostPort.parse("host", 80)).isEqualTo(new HostPort("host", 80));
        assertThat(HostPort.parse("[::1]", 80)).isEqualTo(new HostPort("::1", 80));
        assertThat(HostPort.parse("host:81", 80)).isEqualTo(new HostPort("host", 81));
        assertThatThrownBy(() -> HostPort.parse("host:", 80)).isInstanceOf(IllegalArgumentException.class);
    }
}
