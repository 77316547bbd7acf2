package io.highgate.gateway;

import io.highgate.store.session.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** Limits that need to know who asks, by sessions. */
@Timeout(60)
class CallerLimitTest {

    private static final String ONE = "0123456789abcdef0123456789abcdef";
    private static final String TWO = "fedcba9876543210fedcba9876543210";
    private static final String THREE = "aedcba9876543210fedcba9876543210";

    private final RunningGateway gateway = RunningGateway.of("""
            login: {}
            rateLimits:
              - {name: token, by: [credential], amount: 2, period: 1h}
              - {name: user, by: [user], amount: 3, period: 1h}
              - {name: address, by: [address], amount: 12, period: 1h}
            routes:
              - {name: all, access: {by: session}, respond: {}}
              - {name: open, path: /open, respond: {}}
            """);

    private int admitted(String token, String path) {
        Instant now = Instant.now();
        String user = token.equals(THREE) ? "bob" : "ada";
        Session session = new Session(token, user, "client", List.of(), now, now.plus(Duration.ofHours(1)));
        gateway.stores().sessions().open(session).toCompletableFuture().join();
        int admitted = 0;
        while (ask(path, "Authorization: Bearer " + token + "\r\n").startsWith("HTTP/1.1 200 ")) {
            admitted++;
            assertThat(admitted).isLessThan(100);
        }
        return admitted;
    }

    private String ask(String path, String fields) {
        return gateway.ask("GET " + path + " HTTP/1.1\r\nHost: test\r\n" + fields + "\r\n");
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void eachCredentialHasItsOwnCountAndAllOfAUserShareOne() {
        assertThat(admitted(ONE, "/")).isEqualTo(2);
        assertThat(admitted(TWO, "/")).isEqualTo(1);
        assertThat(admitted(THREE, "/")).isEqualTo(2);
    }

    @Test
    void whoIsNobodyIsCountedByAddressOnly() {
        for (int i = 0; i < 12; i++) {
            assertThat(ask("/open", "")).startsWith("HTTP/1.1 200 ");
        }
        assertThat(ask("/open", "")).startsWith("HTTP/1.1 429 ").contains("limit address");
    }

    @Test
    void credentialsCannotBeTriedWithoutEnd() {
        for (int i = 0; i < 12; i++) {
            assertThat(ask("/", "Authorization: Bearer guess" + i + "\r\n")).startsWith("HTTP/1.1 401 ");
        }
        assertThat(ask("/", "Authorization: Bearer guess\r\n")).startsWith("HTTP/1.1 429 ");
    }
}
