package io.highgate.drills.identity;

import io.highgate.drills.client.Steady;
import io.highgate.drills.process.Lateness;
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

/** A limit that two gateways share on a real Redis. */
class SharedLimitTest {

    private static final int LIMIT = 100;
    private static final int CLIENTS = 4;
    private static final int MEASURED_SECONDS = 5;

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
            // itself; and who asks nothing is let nothing.
            Measured measured = measure(pair, admitted, load);
            for (int i = 0; i < 10 && !measured.isClear(); i++) {
                measured = measure(pair, admitted, load);
            }
            assertThat(load.stop()).containsOnlyKeys("200", "429");
            System.out.println("[shared limit] %s, of %d offered and %d reached; slowest request %d ms"
                    .formatted(
                            measured,
                            load.offered(),
                            load.reached(),
                            load.slowest().toMillis()));
            assertThat(measured.alone()).isZero();
            // Who is answered late may have been let pass before it was counted, or is counted too late.
            double late = load.slowest().toNanos() / 1e9 / MEASURED_SECONDS;
            assertThat(measured.perSecond())
                    .isBetween(LIMIT * (0.99 - late - measured.silentShare()), LIMIT * (1.01 + late));
        }
    }

    /**
     * What passed in about {@link #MEASURED_SECONDS}.
     *
     * @param silentShare of the time in which nobody heard anything
     * @param alone decisions of a gateway without Redis
     */
    private record Measured(double perSecond, double silentShare, double alone) {

        boolean isClear() {
            return silentShare == 0 && alone == 0;
        }
    }

    private static Measured measure(Pair pair, LongAdder admitted, Steady load) {
        double alone = alone(pair);
        Duration silent = load.silent();
        long before = admitted.sum();
        long from = System.nanoTime();
        Await.until("the measurement is over", () -> System.nanoTime() - from > MEASURED_SECONDS * 1_000_000_000L);
        double seconds = (System.nanoTime() - from) / 1e9;
        long passed = admitted.sum() - before;
        double silentShare = load.silent().minus(silent).toNanos() / 1e9 / seconds;
        return new Measured(passed / seconds, silentShare, alone(pair) - alone);
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
            Lateness.within(
                    Duration.ofSeconds(3),
                    "the limit is shared again",
                    () -> pair.one().metric("highgate_rate_limit_store_away") == 0,
                    pair.processes());
            assertThat(load.stop()).containsOnlyKeys("200", "429");
            System.out.println("[shared limit, redis away] slowest request "
                    + load.slowest().toMillis() + " ms; clients behind by up to "
                    + load.behind().toMillis() + " ms");
        }
    }
}
