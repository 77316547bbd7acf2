package io.highgate.drills.identity;

import io.highgate.drills.client.Steady;
import io.highgate.drills.process.Lateness;
import io.highgate.drills.process.Postgres;
import io.highgate.drills.process.Redis;
import io.highgate.drills.process.RunningGateway;
import io.highgate.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Users in a real PostgreSQL that stops, starts, and gives way to another one under load. */
class UsersInPostgresTest {

    private static final Duration BACK = Duration.ofSeconds(5);

    @TempDir
    Path folder;

    @Test
    void noProxiedRequestFailsAndLoginsComeBack() throws IOException {
        try (Redis redis = Redis.start(Files.createDirectory(folder.resolve("redis")));
                Postgres primary = Postgres.start(folder);
                Postgres replica = primary.replica(folder);
                Pair pair = new Pair(
                        folder,
                        "stores: {redis: '%s', database: 'postgresql://postgres@%s,%s/postgres'}\n"
                                .formatted(redis.url(), primary.address(), replica.address()))) {
            String token = pair.token(pair.one());
            assertThat(pair.call(pair.two(), token)).isEqualTo(200);
            try (Steady load = new Steady()
                    .with(100, () -> Integer.toString(pair.call(pair.one(), token)))
                    .with(100, () -> Integer.toString(pair.call(pair.two(), token)))) {
                primary.stop();
                Await.until("a login is refused", () -> pair.login(pair.one()).statusCode() == 503);
                assertThat(pair.one().metric("highgate_database_failures_total"))
                        .isPositive();
                primary.start();
                report("started again", pair);
                assertThat(pair.one().metric("highgate_database_connections_idle"))
                        .isPositive();

                primary.stop();
                replica.promote();
                report("promoted", pair);

                assertThat(load.stop()).containsOnlyKeys("200");
                System.out.println(
                        "[postgresql] slowest proxied request " + load.slowest().toMillis() + " ms");
            }
        }
    }

    private static void report(String what, Pair pair) {
        long since = System.nanoTime();
        for (RunningGateway gateway : List.of(pair.one(), pair.two())) {
            Lateness.within(BACK, "logins work", () -> pair.login(gateway).statusCode() == 200, pair.processes());
        }
        System.out.println("[postgresql " + what + "] logins work at both gateways after "
                + Duration.ofNanos(System.nanoTime() - since).toMillis() + " ms");
    }
}
