package io.highgate.bench.center;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SettingsTest {

    @Test
    void whatIsNotSaidIsUsual() {
        assertThat(Settings.read(List.of())).isEqualTo(Settings.USUAL);
        Settings some = Settings.read(List.of("--instances", "200", "--cells", "20", "--redis", "--out", "a.md"));
        assertThat(some.instances()).isEqualTo(200);
        assertThat(some.cells()).isEqualTo(20);
        assertThat(some.redis()).isTrue();
        assertThat(some.out()).isEqualTo(Path.of("a.md"));
        assertThat(some.streams()).isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource({
        "--instances none, --instances is 'none'",
        "--streams 0, --streams is '0'",
        "--seconds -1, --seconds is '-1'",
        "--instances 20001, --instances is '20001'",
        "--seconds, --seconds needs a value",
        "--speed 3, --speed is not known",
        "--cells 20 --instances 10, --cells is 20",
    })
    void whatIsWrongIsNamed(String line, String said) {
        assertThatThrownBy(() -> Settings.read(List.of(line.split(" ")))).hasMessageContaining(said);
    }
}
