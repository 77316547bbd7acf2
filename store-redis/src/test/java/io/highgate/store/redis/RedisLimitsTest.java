package io.highgate.store.redis;

import io.highgate.store.StoreAwayException;
import io.highgate.store.contract.LimitContract;
import io.highgate.store.limit.Allowance;
import io.highgate.store.limit.LimitRule;
import io.highgate.store.limit.LimitRule.Kind;
import io.highgate.store.limit.LimitStore;
import io.highgate.store.redis.server.RedisFixture;
import io.highgate.store.redis.server.RedisProcess;
import io.highgate.traffic.limit.LimitSettings;
import io.highgate.traffic.limit.Meter;
import io.highgate.traffic.limit.Taken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static io.highgate.store.contract.Stages.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RedisLimitsTest extends LimitContract {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final RedisFixture FIXTURE = new RedisFixture();
    private static RedisLimits store;
    private static RedisProcess server;

    @BeforeAll
    static void start() {
        server = FIXTURE.server();
        store = new RedisLimits(RedisFixture.started(FIXTURE.patient("redis://localhost:" + server.port())));
    }

    @AfterAll
    static void stop() {
        FIXTURE.close();
    }

    @Override
    protected LimitStore store() {
        return store;
    }

    @Override
    protected void pass(Duration time) {
        RedisFixture.pass(time);
    }

    /** What one that knows nothing of Redis says at the same microsecond must be what the script said. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void saysWhatAMeterWouldSay(Kind kind) {
        SplittableRandom random = new SplittableRandom(kind.name().length());
        for (int run = 0; run < 12; run++) {
            Duration period = Duration.ofMillis(1 + random.nextInt(20));
            int amount = 1 + random.nextInt(12);
            Duration block = random.nextBoolean() ? Duration.ZERO : Duration.ofMillis(1 + random.nextInt(9));
            Duration idle = random.nextBoolean() ? Duration.ZERO : Duration.ofMillis(1 + random.nextInt(9));
            long burst = 1L + random.nextInt(12);
            LimitRule rule = new LimitRule(kind, amount, period, burst, block, idle);
            Meter meter = new LimitSettings(LimitSettings.Kind.valueOf(kind.name()), amount, period, burst, block, idle)
                    .meter();
            String key = "same-" + kind + "-" + run;
            for (int i = 0; i < 120; i++) {
                long asked = 1L + (random.nextInt(4) == 0 ? random.nextInt(14) : 0);
                List<Object> told = done(store.ask(key, rule, asked, PATIENCE));
                compare(told, meter.take(asked, (Long) told.get(4) * 1_000), kind + " run " + run + " step " + i);
            }
        }
    }

    private static void compare(List<Object> told, long word, String step) {
        assertThat((Long) told.get(0)).as(step).isEqualTo(Taken.isRefused(word) ? 0 : 1);
        assertThat((Long) told.get(1)).as(step).isEqualTo(Taken.left(word));
        long wait = (Long) told.get(2);
        if (word == Taken.NEVER) {
            assertThat(wait).as(step).isEqualTo(-1);
        } else {
            assertThat(Math.abs(wait * 1_000 - Taken.waitNanos(word))).as(step).isLessThanOrEqualTo(2_000);
        }
    }

    @Test
    void aSlidingWindowNeverHasMoreThanTheAmountUnder64Threads() throws InterruptedException {
        Duration period = Duration.ofMillis(100);
        int amount = 40;
        LimitRule rule = new LimitRule(Kind.SLIDING_WINDOW, amount, period, amount, Duration.ZERO, Duration.ZERO);
        ConcurrentLinkedQueue<Long> admittedAt = new ConcurrentLinkedQueue<>();
        CountDownLatch left = new CountDownLatch(64);
        for (int i = 0; i < 64; i++) {
            Thread.ofVirtual().start(() -> {
                for (int j = 0; j < 60; j++) {
                    List<Object> told = done(store.ask("one", rule, 1, PATIENCE));
                    if ((Long) told.get(0) == 1) {
                        admittedAt.add((Long) told.get(4));
                    }
                }
                left.countDown();
            });
        }
        left.await();
        List<Long> times = new ArrayList<>(admittedAt);
        times.sort(null);
        assertThat(times).hasSizeGreaterThanOrEqualTo(amount);
        for (int i = amount; i < times.size(); i++) {
            assertThat(times.get(i) - times.get(i - amount)).isGreaterThanOrEqualTo(period.toNanos() / 1_000);
        }
    }

    @Test
    void largeAmountsTakeBoundedMemoryAndNeverLetMoreThrough() {
        LimitRule rule = new LimitRule(
                Kind.SLIDING_WINDOW, 100_000, Duration.ofMinutes(1), 100_000, Duration.ZERO, Duration.ZERO);
        long admitted = 0;
        for (int i = 0; i < 300; i++) {
            admitted += done(store.take("large", rule, 500, PATIENCE)).admitted() ? 500 : 0;
        }
        assertThat(admitted).isEqualTo(100_000);
        String entries = server.say("LLEN", "gateway:limit:s:large");
        assertThat(Integer.parseInt(entries.substring(1))).isLessThanOrEqualTo(4097);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aKeyLivesNoLongerThanItMatters(Kind kind) {
        Duration minute = Duration.ofMinutes(1);
        Allowance taken = done(store.take(
                "life-" + kind, new LimitRule(kind, 5, minute, 5, Duration.ZERO, Duration.ZERO), 1, PATIENCE));
        String name = "gateway:limit:"
                + kind.name().toLowerCase(java.util.Locale.ROOT).charAt(0) + ":life-" + kind;
        String life = server.say("PTTL", name.replace(":t:", ":b:"));
        assertThat(Long.parseLong(life.substring(1))).isBetween(1L, taken.resetNanos() / 1_000_000 + 2);
    }

    @Test
    void failsAtOnceWhenRedisIsNotThere() {
        RedisLimits nowhere =
                new RedisLimits(FIXTURE.redis("redis://localhost:1").start());
        LimitRule rule = new LimitRule(Kind.TOKEN_BUCKET, 1, PATIENCE, 1, Duration.ZERO, Duration.ZERO);
        assertThatThrownBy(() -> done(nowhere.take("a", rule, 1, Duration.ofMillis(20))))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(StoreAwayException.class);
    }
}
