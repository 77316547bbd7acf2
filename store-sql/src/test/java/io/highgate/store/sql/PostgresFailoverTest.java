package io.highgate.store.sql;

import io.highgate.store.sql.settings.SqlSettings;
import io.highgate.testkit.Await;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A primary with a streaming replica, one of which dies. */
class PostgresFailoverTest {

    @Test
    void theReplicaIsAskedOnceItIsPromoted(@TempDir Path data) throws IOException {
        try (PostgresServer primary = PostgresServer.start(data.resolve("primary"));
                PostgresServer replica = replica(primary, data)) {
            try (Database database = Here.open(both(primary, replica));
                    Load load = new Load(database)) {
                long stopped = System.nanoTime();
                primary.stop();
                long promoted = System.nanoTime();
                replica.admin("SELECT pg_promote(true, 10)");
                long ready = System.nanoTime();
                Duration took = load.recovered(ready, Duration.ofSeconds(15));
                System.out.println("[failover] stopping " + (promoted - stopped) / 1_000_000 + " ms, promoting "
                        + (ready - promoted) / 1_000_000 + " ms, then all succeed after " + took.toMillis() + " ms; "
                        + load.balanced());
                assertThat(took).isLessThan(Duration.ofSeconds(5));
            }
        }
    }

    @Test
    void aPrimaryThatHangsIsLeftForThePromotedReplica(@TempDir Path data) throws IOException {
        try (PostgresServer primary = PostgresServer.start(data.resolve("primary"));
                PostgresServer replica = replica(primary, data)) {
            SqlSettings settings = both(primary, replica).withStatement(Duration.ofSeconds(1));
            try (Database database = Here.open(settings);
                    Load load = new Load(database)) {
                primary.freeze();
                try {
                    replica.admin("SELECT pg_promote(true, 10)");
                    Duration took = load.recovered(System.nanoTime(), Duration.ofSeconds(20));
                    String balance = load.balanced();
                    System.out.println("[hanging primary] all succeed " + took.toMillis()
                            + " ms after the promotion, with statements of 1 s; " + balance);
                    // What is asked already, half the time for a connection, and the same for the other host.
                    assertThat(took)
                            .isLessThan(settings.silence()
                                    .plus(settings.pool().connect())
                                    .plus(ON_TOP));
                } finally {
                    primary.thaw();
                }
            }
        }
    }

    private static final Duration ON_TOP = Duration.ofSeconds(2);

    /** A running one; commits wait for it, so that what was said to be done is done there too. */
    private static PostgresServer replica(PostgresServer primary, Path data) throws IOException {
        PostgresServer replica = primary.replica(data.resolve("replica"));
        replica.start();
        primary.admin("ALTER SYSTEM SET synchronous_standby_names = '*'");
        primary.admin("SELECT pg_reload_conf()");
        Await.until(
                "commits wait for the replica",
                () -> primary.asks("SELECT count(*) FROM pg_stat_replication" + " WHERE sync_state = 'sync'")
                        .equals("1"));
        return replica;
    }

    private static SqlSettings both(PostgresServer first, PostgresServer second) {
        return Here.settings(
                "postgresql://postgres@127.0.0.1:" + first.port() + ",127.0.0.1:" + second.port() + "/postgres");
    }
}
