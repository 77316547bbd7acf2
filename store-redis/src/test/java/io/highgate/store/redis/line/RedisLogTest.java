package io.highgate.store.redis.line;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.highgate.store.redis.server.RedisFixture;
import io.highgate.store.redis.server.RedisProcess;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

import static io.highgate.testkit.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

/** What is said, and what is never said. */
@Timeout(60)
class RedisLogTest {

    private final RedisFixture fixture = new RedisFixture();
    private final ListAppender<ILoggingEvent> said = new ListAppender<>();

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }

    @BeforeEach
    void listen() {
        said.start();
        logger("io.highgate").addAppender(said);
        logger("io.lettuce").addAppender(said);
    }

    @AfterEach
    void end() {
        fixture.close();
        logger("io.lettuce").setLevel(Level.ERROR);
        logger("io.highgate").detachAppender(said);
        logger("io.lettuce").detachAppender(said);
    }

    private List<String> messages() {
        return List.copyOf(said.list).stream()
                .filter(it -> it.getLoggerName().startsWith("io.highgate"))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    @Test
    void goingAndComingAreSaidOnce() {
        RedisProcess server = fixture.server();
        Redis redis = RedisFixture.started(fixture.redis("redis://localhost:" + server.port()));
        server.kill();
        until("it is away", redis::isAway);
        RedisFixture.pass(Duration.ofMillis(400)); // some attempts fail
        server.start();
        until("it is back", () -> !redis.isAway());
        assertThat(messages()).hasSize(2);
        assertThat(messages().getFirst()).matches("Redis is away since 20\\S+Z: the connection was closed");
        assertThat(messages().getLast()).matches("Redis is back after \\d+m?s");
    }

    @Test
    void passwordsAreSaidByNobody() {
        logger("io.lettuce").setLevel(Level.DEBUG);
        RedisProcess server = fixture.server();
        server.say("CONFIG", "SET", "requirepass", "hunter2");
        RedisFixture.started(fixture.redis("redis://default:hunter2@localhost:" + server.port()));
        fixture.redis("redis://joe:hunter3@localhost:" + server.port()).start();
        until("the wrong one is refused", () -> messages().stream().anyMatch(it -> it.contains("WRONGPASS")));
        assertThat(List.copyOf(said.list))
                .hasSizeGreaterThan(10)
                .noneMatch(it -> it.getFormattedMessage().contains("hunter"));
    }
}
