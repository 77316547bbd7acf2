package io.highgate.gateway;

import io.highgate.base.problem.Place;
import io.highgate.base.problem.Problems;
import io.highgate.base.time.Ticker;
import io.highgate.store.limit.Allowance;
import io.highgate.store.limit.LimitRule;
import io.highgate.store.limit.LimitStore;
import io.highgate.store.memory.MemoryStores;
import io.highgate.store.redis.RedisLimits;
import io.highgate.store.redis.line.Redis;
import io.highgate.store.redis.spec.RedisUrl;
import io.highgate.testkit.Await;
import io.highgate.testkit.Wire;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** Limits that gateways count together in a real Redis, and what they do while it is away. */
@Timeout(120)
class SharedLimitTest {

    private static final String AWAY = "highgate_rate_limit_store_away 1.0";
    private static final String THERE = "highgate_rate_limit_store_away 0.0";

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final RedisHere server = new RedisHere();

    private RunningGateway gateway(String limit) {
        Problems problems = new Problems();
        Redis redis = new Redis(
                Objects.requireNonNull(RedisUrl.read(server.url(), Place.of("test"), problems)),
                timer,
                InstantSource.system());
        redis.start();
        Await.until("Redis is there", () -> !redis.isAway());
        opened.add(redis);
        return gateway(limit, new RedisLimits(redis));
    }

    private RunningGateway gateway(String limit, LimitStore limits) {
        RunningGateway gateway = RunningGateway.of(
                "rateLimits: [{name: all, algorithm: sliding-window, period: 1h, " + limit + "}]\n"
                        + "stores: {redis: \"" + server.url() + "\"}\nroutes: [{name: a, respond: {}}]\n",
                spec -> new LimitedStores(MemoryStores.open(Ticker.system(), InstantSource.system()), limits));
        opened.add(gateway);
        return gateway;
    }

    /** A machine with much to do answers late: then only the outcome counts, and late answers are asked for again. */
    private static final class Patient implements LimitStore {

        private final LimitStore store;

        Patient(LimitStore store) {
            this.store = store;
        }

        @Override
        public CompletableFuture<Allowance> take(String key, LimitRule rule, long amount, Duration within) {
            return store.take(key, rule, amount, Duration.ofSeconds(10)).toCompletableFuture();
        }
    }

    private RunningGateway patient(String limit) {
        Problems problems = new Problems();
        Redis redis = new Redis(
                Objects.requireNonNull(RedisUrl.read(server.url(), Place.of("test"), problems))
                        .withBounds(Duration.ofSeconds(10), 10_000),
                timer,
                InstantSource.system());
        redis.start();
        Await.until("Redis is there", () -> !redis.isAway());
        opened.add(redis);
        return gateway(limit, new Patient(new RedisLimits(redis)));
    }

    @BeforeEach
    void remember() {
        opened.add(server);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : opened.reversed()) {
            one.close();
        }
        timer.shutdownNow();
    }

    private static int admitted(RunningGateway gateway, int asked) {
        int admitted = 0;
        try (Wire client = gateway.connect()) {
            for (int i = 0; i < asked; i++) {
                String answer =
                        client.send("GET / HTTP/1.1\r\nHost: test\r\n\r\n").readAnswer();
                assertThat(answer).containsPattern("^HTTP/1.1 (200|429) ");
                admitted += answer.startsWith("HTTP/1.1 200 ") ? 1 : 0;
            }
        }
        return admitted;
    }

    private static void eventually(RunningGateway gateway, String metric) {
        Await.until(metric, () -> {
            gateway.get("/");
            return gateway.manage("GET", "/metrics").contains(metric);
        });
    }

    @Test
    void twoGatewaysCountTogether() {
        RunningGateway one = patient("amount: 10, mode: shared");
        RunningGateway two = patient("amount: 10, mode: shared");
        assertThat(admitted(one, 6)).isEqualTo(6);
        assertThat(admitted(two, 10)).isEqualTo(4);
        assertThat(admitted(one, 5)).isZero();
        assertThat(two.get("/"))
                .contains("\"code\":\"RATE_LIMIT\"", "RateLimit: \"all\";r=0;t=")
                .containsPattern("Retry-After: 3[56]\\d\\d\r\n");
    }

    @Test
    void aRequestWithABodyWaitsForTheAnswerAndIsServed() {
        RunningGateway gateway = patient("amount: 10, mode: shared");
        assertThat(gateway.ask("POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 5\r\n\r\nhello"))
                .startsWith("HTTP/1.1 200 ")
                .contains("RateLimit: \"all\";r=9;t=");
    }

    @Test
    void batchesLetThroughNoMoreThanTheLimitInAll() {
        RunningGateway one = patient("amount: 100, mode: batched, shared: {batch: 10}");
        RunningGateway two = patient("amount: 100, mode: batched, shared: {batch: 10}");
        int sum = admitted(one, 60) + admitted(two, 60) + admitted(one, 60);
        // what is in stock at the second one when the store has no more stays there
        assertThat(sum).isBetween(80, 100);
    }

    @Test
    void whileRedisIsAwayEachCountsForItselfAndAfterwardsTogetherAgain() {
        RunningGateway one = gateway("amount: 1000, mode: shared, shared: {within: 50ms, localShare: 10%}");
        eventually(one, "outcome=\"admitted\"");
        server.kill();
        eventually(one, AWAY);
        assertThat(admitted(one, 300)).isLessThanOrEqualTo(100);
        assertThat(admitted(one, 5)).isZero();
        server.start();
        eventually(one, THERE);
        Await.until("the shared count admits again", () -> admitted(one, 1) == 1);
    }

    @Test
    void whileRedisIsAwayWhatIsClosedRefusesAndWhatIsOpenLetsThrough() {
        RunningGateway closed = gateway("amount: 1, mode: shared, shared: {whenAway: closed}");
        RunningGateway open = gateway("amount: 1, mode: shared, shared: {whenAway: open}");
        server.kill();
        eventually(closed, AWAY);
        eventually(open, AWAY);
        assertThat(closed.get("/")).startsWith("HTTP/1.1 503 ").contains("SERVICE_UNAVAILABLE");
        assertThat(admitted(open, 20)).isEqualTo(20);
    }

    @Test
    void aStoreThatNeverAnswersKeepsNobodyWaiting() {
        RunningGateway gateway =
                gateway("amount: 5, mode: shared", (key, rule, amount, within) -> new CompletableFuture<Allowance>());
        assertThat(admitted(gateway, 7)).isEqualTo(5);
    }

    @Test
    void aClientThatLeavesWhileTheStoreIsAskedHarmsNobody() {
        List<CompletableFuture<Allowance>> asked = java.util.Collections.synchronizedList(new ArrayList<>());
        RunningGateway gateway = gateway("amount: 5, mode: shared", (key, rule, amount, within) -> {
            CompletableFuture<Allowance> answer = new CompletableFuture<>();
            asked.add(answer);
            return answer;
        });
        try (Wire client = gateway.connect()) {
            client.send("GET / HTTP/1.1\r\nHost: test\r\n\r\n");
            RunningGateway.eventually(() -> !asked.isEmpty());
        }
        asked.getFirst().complete(new Allowance(true, 4, 0, 1));
        RunningGateway.eventually(() -> gateway.gateway().inFlight() == 0);
        assertThat(gateway.get("/")).startsWith("HTTP/1.1 200 ");
    }
}
