package io.highgate.drills.identity;

import io.highgate.drills.client.Steady;
import io.highgate.drills.process.Redis;
import io.highgate.drills.process.RunningGateway;
import io.highgate.testkit.Await;
import io.highgate.testkit.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** A limit that two gateways share on a real Redis. */
class SharedLimitTest {

    private static final int LIMIT = 100;
    private static final int CLIENTS = 4;

    @TempDir
    Path folder;

    /** A client with one connection that counts what it is let. */
    private record Client(Wire wire, LongAdder admitted) {

        static Client of(RunningGateway gateway, LongAdder admitted) {
            return new Client(Wire.to(gateway.port()), admitted);
        }

        String ask() {
            String head = wire.send("GET /open HTTP/1.1\r\nHost: drill\r\n\r\n").readHead();
            wire.read(Wire.contentLength(head));
            String status = head.substring(9, 12);
            if (status.equals("200")) {
                admitted.increment();
            }
            return status;
        }
    }

    @Test
    void ofAThousandRequestsASecondAHundredPass() throws IOException {
        String limit = """
                rateLimits:
                  - name: all
                    algorithm: sliding-window
                    amount: %d
                    period: 1s
                    mode: shared
                    shared: {within: 50ms}
                stores: {redis: '%%s'}
                """.formatted(LIMIT);
        try (Redis redis = Redis.start(Files.createDirectory(folder.resolve("redis")));
                Pair pair = new Pair(folder, limit.formatted(redis.url()));
                Steady load = new Steady()) {
            LongAdder admitted = new LongAdder();
            for (int i = 0; i < CLIENTS; i++) {
                load.with(125, Client.of(pair.one(), admitted)::ask);
                load.with(125, Client.of(pair.two(), admitted)::ask);
            }
            Await.until("the first second is over", () -> admitted.sum() > LIMIT + 10);
            // While it starts, and when this machine stalls, Redis does not answer in time: then each counts for
            // itself.
            double rate = -1;
            for (int i = 0; i < 10 && rate < 0; i++) {
                rate = rate(pair, admitted);
            }
            assertThat(load.stop()).containsOnlyKeys("200", "429");
            System.out.println("[shared limit] %.1f a second of %d offered and %d reached; slowest request %d ms"
                    .formatted(
                            rate, load.offered(), load.reached(), load.slowest().toMillis()));
            assertThat(rate).isCloseTo(LIMIT, within(LIMIT * 0.01));
        }
    }

    /** How many a second pass in five seconds; negative if not all of them were counted together. */
    private static double rate(Pair pair, LongAdder admitted) {
        double alone = alone(pair);
        long before = admitted.sum();
        long from = System.nanoTime();
        Await.until("five seconds are over", () -> System.nanoTime() - from > 5_000_000_000L);
        double seconds = (System.nanoTime() - from) / 1e9;
        long passed = admitted.sum() - before;
        return alone(pair) == alone ? passed / seconds : -1;
    }

    private static double alone(Pair pair) {
        String metric = "highgate_rate_limit_decisions_total{limit=\"all\",outcome=\"local\"}";
        return pair.one().metric(metric) + pair.two().metric(metric);
    }

    @Test
    void withoutRedisEachGatewayCountsAndNobodyWaits() throws IOException {
        String limit = """
                rateLimits:
                  - {name: all, amount: %d, period: 1s, mode: shared}
                stores: {redis: '%%s'}
                """.formatted(LIMIT);
        try (Redis redis = Redis.start(Files.createDirectory(folder.resolve("redis")));
                Pair pair = new Pair(folder, limit.formatted(redis.url()));
                Steady load = new Steady().with(300, Client.of(pair.one(), new LongAdder())::ask)) {
            Await.until("the limit is shared and reached", () -> load.outcomes().getOrDefault("429", 0L) > 50);
            redis.stop();
            Await.until(
                    "it is known that Redis is away", () -> pair.one().metric("highgate_rate_limit_store_away") == 1);
            long refused = load.outcomes().get("429");
            Await.until("requests are refused here", () -> load.outcomes().get("429") > refused + 100);
            redis.restart();
            Await.until(
                    "the limit is shared again",
                    Duration.ofSeconds(3),
                    () -> pair.one().metric("highgate_rate_limit_store_away") == 0);
            assertThat(load.stop()).containsOnlyKeys("200", "429");
            System.out.println("[shared limit, redis away] slowest request "
                    + load.slowest().toMillis() + " ms; clients behind by up to "
                    + load.behind().toMillis() + " ms");
        }
    }
}
