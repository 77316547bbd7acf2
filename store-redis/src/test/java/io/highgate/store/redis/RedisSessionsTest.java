package io.highgate.store.redis;

import io.highgate.store.contract.SessionContract;
import io.highgate.store.redis.line.Ask;
import io.highgate.store.redis.line.Redis;
import io.highgate.store.redis.server.RedisFixture;
import io.highgate.store.redis.server.RedisProcess;
import io.highgate.store.session.Session;
import io.highgate.store.session.SessionStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static io.highgate.store.contract.Stages.done;
import static io.highgate.testkit.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

class RedisSessionsTest extends SessionContract {

    private static final RedisFixture FIXTURE = new RedisFixture();
    private static final List<String> TOLD = new CopyOnWriteArrayList<>();
    private static RedisProcess server;
    private static Redis redis;
    private static SessionStore store;

    @BeforeAll
    static void start() {
        server = FIXTURE.server();
        redis = FIXTURE.patient("redis://localhost:" + server.port());
        store = new RedisSessions(redis, InstantSource.system());
        store.onClosed(TOLD::add);
        RedisFixture.started(redis);
        until("it listens", () -> TOLD.contains(SessionStore.ALL));
    }

    @AfterAll
    static void stop() {
        FIXTURE.close();
    }

    @Override
    protected SessionStore store() {
        return store;
    }

    @Override
    protected void pass(Duration time) {
        RedisFixture.pass(time);
    }

    @Override
    protected Instant now() {
        return Instant.now();
    }

    private Session session(String token, String user, int seconds) {
        Instant opened = now().truncatedTo(ChronoUnit.MILLIS);
        return new Session(token, user, "client", List.of(), opened, opened.plusSeconds(seconds));
    }

    @Test
    void isKeptWhereOthersLookForIt() {
        Session session = session("c0ffee".repeat(6).substring(0, 32), "jane", 60);
        done(store.open(session));
        assertThat(server.say("GET", "gateway:token:" + session.token()))
                .startsWith("{\"username\":\"jane\",\"role\":\"client\"")
                .contains("\"allowedCells\":[]")
                .doesNotContain(session.token());
        assertThat(Long.parseLong(
                        server.say("PTTL", "gateway:token:" + session.token()).substring(1)))
                .isBetween(50_000L, 60_000L);
    }

    @Test
    void whatAnotherProgramWroteIsUnderstood() {
        String token = "ab".repeat(16);
        done(redis.ask(Ask.repeatable(it -> it.set(
                "gateway:token:" + token,
                "{\"username\":\"old\",\"role\":\"admin\",\"allowedCells\":[\"crm\"]}"
                        .getBytes(StandardCharsets.UTF_8)))));
        Session found = Objects.requireNonNull(done(store.find(token)));
        assertThat(found.user()).isEqualTo("old");
        assertThat(found.allowedCells()).containsExactly("crm");
        assertThat(done(store.close(token))).isTrue();
    }

    @Test
    void whatIsNoTokenIsNotEvenAskedFor() {
        long before = redis.counts().commands();
        for (String bad :
                List.of("", "*", "A".repeat(32), "a".repeat(33), "a".repeat(31) + "\n", "x".repeat(100_000))) {
            assertThat(done(store.find(bad))).isNull();
            assertThat(done(store.close(bad))).isFalse();
        }
        assertThat(redis.counts().commands()).isEqualTo(before);
    }

    @Test
    void ofAUserWithTooManyThoseEndThatExpireSoonest() {
        for (int i = 0; i < 1_003; i++) {
            done(store.open(session("%032x".formatted(i), "hoarder", 100 + i)));
        }
        assertThat(done(store.of("hoarder"))).hasSize(1_000);
        assertThat(done(store.find("%032x".formatted(2)))).isNull();
        assertThat(done(store.find("%032x".formatted(3)))).isNotNull();
        assertThat(done(store.closeAll("hoarder"))).isEqualTo(1_000);
    }
}
