package io.highgate.store.sql;

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
                PostgresServer replica = primary.replica(data.resolve("replica"))) {
            replica.start();
            // Commits wait for the replica: what was said to be done is done there too.
            primary.admin("ALTER SYSTEM SET synchronous_standby_names = '*'");
            primary.admin("SELECT pg_reload_conf()");
            String both =
                    "postgresql://postgres@127.0.0.1:" + primary.port() + ",127.0.0.1:" + replica.port() + "/postgres";
            try (Database database = Here.open(Here.settings(both));
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
}
