package io.highgate.store.sql;

import io.highgate.store.StoreAwayException;
import io.highgate.store.sql.settings.PoolSettings;
import io.highgate.store.sql.settings.SqlSettings;
import io.highgate.testkit.Await;
import io.highgate.testkit.Ports;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A server that is away, comes, goes and hangs. */
class PostgresAwayTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @TempDir
    private static Path folder;

    private static PostgresServer server;

    @BeforeAll
    static void start() {
        server = PostgresServer.start(folder.resolve("pg"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void fails(Database database) {
        assertThatThrownBy(() -> new SqlUsers(database).count())
                .isInstanceOf(StoreAwayException.class)
                .matches(it -> ((StoreAwayException) it).isUndone());
    }

    @Test
    void aProcessStartsWithoutAndMigratesWhenItComes(@TempDir Path data) {
        PostgresServer late = PostgresServer.at(data.resolve("late"), Ports.free());
        SqlSettings settings =
                Here.settings(late.address()).withPool(PoolSettings.usual().withConnect(SECOND));
        try (Database database = Here.open(settings);
                late) {
            assertThat(Here.time(() -> fails(database))).isLessThan(Duration.ofSeconds(3));
            Await.until(
                    "it has been away for longer than anybody waits",
                    () -> Here.time(() -> fails(database)).compareTo(Duration.ofMillis(100)) < 0);
            assertThat(database.isReady()).isFalse();
            late.start();
            Await.until("calls succeed", Duration.ofSeconds(5), () -> new SqlUsers(database).count() == 0);
            assertThat(database.isReady()).isTrue();
        }
    }

    @Test
    void whatStopsUnderLoadIsUsedAgainSoonAfterItStarts() {
        try (Database database = Here.open(Here.settings(server.address()));
                Load load = new Load(database)) {
            server.stop();
            Await.until("calls fail", () -> load.failures() > 8);
            server.start();
            Duration took = load.recovered(System.nanoTime(), Duration.ofSeconds(10));
            String balance = load.balanced();
            System.out.println("[restart] all succeed " + took.toMillis() + " ms after the start; " + balance);
            assertThat(took).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void aRestartThatTakesASecondIsNotSeenByMostCalls() {
        try (Database database = Here.open(Here.settings(server.address()));
                Load load = new Load(database)) {
            server.stop();
            server.start();
            Duration took = load.recovered(System.nanoTime(), Duration.ofSeconds(10));
            int failures = load.failures();
            System.out.println("[quick restart] " + failures + " of eight calls failed; all succeed " + took.toMillis()
                    + " ms after the start; " + load.balanced());
            assertThat(took).isLessThan(Duration.ofSeconds(5));
            assertThat(failures).isLessThanOrEqualTo(8); // those whose commit was under way
        }
    }

    @Test
    void aCrashOfTheServerIsSurvived() {
        try (Database database = Here.open(Here.settings(server.address()));
                Load load = new Load(database)) {
            server.kill(database.read(handle -> handle.createQuery("SELECT pg_backend_pid()")
                    .mapTo(Long.class)
                    .one()));
            long killed = System.nanoTime();
            Await.until("calls notice", () -> database.figures().repeated() + load.failures() >= 1);
            load.recovered(System.nanoTime(), Duration.ofSeconds(10));
            Duration took = Duration.ofNanos(System.nanoTime() - killed);
            System.out.println(
                    "[crash] all succeed " + took.toMillis() + " ms after a kill -9 of a backend; " + load.balanced());
            assertThat(took).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void aServerThatHangsDoesNotMakeCallersHang() {
        SqlSettings settings = Here.settings(server.address()).withStatement(SECOND);
        try (Database database = Here.open(settings);
                Load load = new Load(database)) {
            server.freeze();
            try {
                Await.until("all calls have failed", () -> load.failures() >= 8);
            } finally {
                server.thaw();
            }
            Duration took = load.recovered(System.nanoTime(), Duration.ofSeconds(15));
            String balance = load.balanced();
            System.out.println("[frozen] all succeed " + took.toMillis() + " ms after it goes on; " + balance);
            // A statement and the network, and then a connection.
            assertThat(load.slowest())
                    .isLessThan(
                            settings.silence().plus(settings.pool().connect()).plus(SECOND));
            assertThat(took).isLessThan(Duration.ofSeconds(5));
        }
    }
}
