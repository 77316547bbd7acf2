package io.highgate.drills.identity;

import io.highgate.drills.client.Steady;
import io.highgate.drills.process.Lateness;
import io.highgate.drills.process.Redis;
import io.highgate.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Sessions of two gateways on a real Redis, while gateways and Redis come and go. */
class SharedSessionsTest {

    private static final Duration SHARED_AGAIN = Duration.ofSeconds(3);

    @TempDir
    Path folder;

    private Pair pair(String redis) throws IOException {
        return new Pair(folder, "stores: {redis: '" + redis + "'}\n");
    }

    private Path sub(String name) throws IOException {
        return Files.createDirectory(folder.resolve(name));
    }

    private static Duration loginsWork(Pair pair) {
        return Lateness.within(
                SHARED_AGAIN, "logins work", () -> pair.login(pair.two()).statusCode() == 200, pair.processes());
    }

    @Test
    void whoIsLoggedInAtOneIsLoggedInAtTheOther() throws IOException {
        try (Redis redis = Redis.start(sub("redis"));
                Pair pair = pair(redis.url())) {
            String token = pair.token(pair.one());
            assertThat(pair.call(pair.two(), token)).isEqualTo(200);

            pair.one().process().kill();
            assertThat(pair.call(pair.two(), token)).isEqualTo(200);

            redis.stop();
            redis.restart();
            pair.restartOne(); // knows nothing but what Redis has kept
            assertThat(pair.call(pair.one(), token)).isEqualTo(200);
            assertThat(pair.call(pair.two(), token)).isEqualTo(200);

            assertThat(pair.logout(pair.one(), token)).isEqualTo(200);
            Duration known = Lateness.within(
                    Duration.ofSeconds(1),
                    "the other one knows",
                    () -> pair.call(pair.two(), token) == 401,
                    pair.processes());
            System.out.println("[revoked] a 401 at the other gateway after " + known.toMillis() + " ms at most");
        }
    }

    @Test
    void withoutRedisWhoWasSeenGoesOnAndNobodyWaits() throws IOException {
        try (Redis redis = Redis.start(sub("redis"));
                Pair pair = pair(redis.url())) {
            String token = pair.token(pair.one());
            String unseen = pair.token(pair.one());
            assertThat(pair.call(pair.two(), token)).isEqualTo(200);
            try (Steady load = new Steady().with(50, () -> Integer.toString(pair.call(pair.two(), token)))) {
                redis.stop();
                Await.until("a login is refused", () -> pair.login(pair.two()).statusCode() == 503);
                assertThat(pair.call(pair.two(), unseen)).isEqualTo(503);
                Await.until("metrics say so", () -> pair.two().metric("highgate_redis_away") == 1);
                assertThat(pair.two().metric("highgate_near_sessions_known_total"))
                        .isPositive();
                assertThat(pair.call(pair.two(), token)).isEqualTo(200);

                redis.restart();
                System.out.println(
                        "[redis is back] logins work after " + loginsWork(pair).toMillis() + " ms");
                assertThat(pair.call(pair.two(), unseen)).isEqualTo(200);
                Await.until("metrics say so", () -> pair.two().metric("highgate_redis_away") == 0);

                assertThat(load.stop()).containsOnlyKeys("200");
                System.out.println("[redis away] slowest request of a session that was seen: "
                        + load.slowest().toMillis() + " ms; the clients were behind by up to "
                        + load.behind().toMillis() + " ms");
                assertThat(load.slowest()).isLessThan(load.behind().plusMillis(500));
            }
        }
    }

    @Test
    void aFrozenRedisKeepsNobodyWaitingForLong() throws IOException {
        try (Redis redis = Redis.start(sub("redis"));
                Pair pair = pair(redis.url())) {
            String token = pair.token(pair.one());
            assertThat(pair.call(pair.two(), token)).isEqualTo(200);
            try (Steady load = new Steady().with(50, () -> Integer.toString(pair.call(pair.two(), token)))) {
                redis.process().freeze();
                Await.until("a login is refused", () -> pair.login(pair.two()).statusCode() == 503);
                redis.process().signal("CONT");
                loginsWork(pair);
                assertThat(load.stop()).containsOnlyKeys("200");
                System.out.println("[redis frozen] slowest request of a session that was seen: "
                        + load.slowest().toMillis() + " ms");
            }
        }
    }

    @Test
    void aPromotionIsSeenByNobodyWhoWasSeen() throws IOException {
        List<Redis> all = new ArrayList<>();
        try {
            Redis master = Redis.start(sub("master"));
            all.add(master);
            Redis replica = Redis.following(sub("replica"), master);
            all.add(replica);
            Await.until("the replica follows", () -> master.ask("WAIT 1 100").equals(":1"));
            List<String> sentinels = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Redis sentinel = Redis.sentinel(sub("sentinel" + i), master);
                all.add(sentinel);
                sentinels.add("127.0.0.1:" + sentinel.port());
            }
            Await.until(
                    "Sentinels know each other",
                    () -> all.get(4).ask("SENTINEL CKQUORUM drill").startsWith("+OK 3"));
            try (Pair pair = pair("redis-sentinel://" + String.join(",", sentinels) + "#drill")) {
                String token = pair.token(pair.one());
                assertThat(pair.call(pair.two(), token)).isEqualTo(200);
                assertThat(master.ask("WAIT 1 1000")).isEqualTo(":1");
                try (Steady load = new Steady().with(50, () -> Integer.toString(pair.call(pair.two(), token)))) {
                    master.process().kill();
                    Await.until(
                            "the replica is promoted",
                            () -> replica.ask("SET drill 1").equals("+OK"));
                    System.out.println(
                            "[promotion] logins work after " + loginsWork(pair).toMillis() + " ms");
                    assertThat(load.stop()).containsOnlyKeys("200");
                }
                pair.one().process().kill();
                pair.restartOne();
                assertThat(pair.call(pair.one(), token)).isEqualTo(200);
            }
        } finally {
            all.reversed().forEach(Redis::close);
        }
    }
}
