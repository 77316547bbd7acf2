package io.highgate.store.sql.settings;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SqlSettingsTest {

    private static final SqlSettings USUAL = SqlSettings.of(EmbeddedAddress.in(Path.of("/state")));

    @Test
    void theUsualOnesAreThoseOfTheStrategy() {
        assertThat(USUAL.address().shown()).isEqualTo("the file /state/highgate.mv.db");
        assertThat(USUAL.statement()).isEqualTo(Duration.ofSeconds(5));
        assertThat(USUAL.pool())
                .isEqualTo(
                        new PoolSettings(5, 20, Duration.ofSeconds(30), Duration.ofSeconds(5), Duration.ofMinutes(30)));
        assertThat(USUAL.silence()).isGreaterThan(USUAL.statement());
    }

    @Test
    void whatCannotWorkIsRefused() {
        PoolSettings pool = USUAL.pool();
        assertThatThrownBy(() -> pool.withConnections(0, 5)).hasMessageContaining("0 to 5");
        assertThatThrownBy(() -> pool.withConnections(6, 5)).hasMessageContaining("6 to 5");
        assertThatThrownBy(() -> pool.withConnections(1, 1001)).hasMessageContaining("1000");
        assertThatThrownBy(() -> pool.withConnect(Duration.ZERO)).hasMessageContaining("connect lies between 250 ms");
        assertThatThrownBy(() -> USUAL.withStatement(Duration.ofMillis(1))).hasMessageContaining("statement");
        assertThatThrownBy(() -> USUAL.withStatement(Duration.ofDays(1))).hasMessageContaining("an hour");
    }
}
