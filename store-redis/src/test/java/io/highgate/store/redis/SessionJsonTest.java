package io.highgate.store.redis;

import io.highgate.store.session.Session;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SessionJsonTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final String TOKEN = "0".repeat(32);

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void whatIsWrittenIsRead() {
        Session session =
                new Session(TOKEN, "\u4f60 \"x\"", "admin", List.of("crm", "a,b"), NOW, NOW.plus(Duration.ofHours(1)));
        assertThat(SessionJson.read(TOKEN, SessionJson.write(session), NOW)).isEqualTo(session);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "[]",
                "null",
                "{\"username\":\"a\"}",
                "{\"username\":7,\"role\":\"admin\"}",
                "{\"username\":\"a\",\"role\":null}",
                "{\"username\":\"a\",\"role\":\"client\",\"allowedCells\":null}",
                "{\"username\":\"a\",\"role\":\"client\",\"allowedCells\":\"crm\"}",
                "{\"username\":\"a\",\"role\":\"client\",\"allowedCells\":[7]}",
                "{\"username\":\"a\",\"role\":\"client\",\"opened\":5,\"expires\":5}",
                "{\"username\":\"a\",\"role\":\"client\""
            })
    void whatIsNoSessionIsNone(String json) {
        assertThat(SessionJson.read(TOKEN, octets(json), NOW)).isNull();
    }
}
