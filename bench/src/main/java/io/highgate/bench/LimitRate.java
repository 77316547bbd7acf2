package io.highgate.bench;

import io.highgate.base.problem.Place;
import io.highgate.base.problem.Problems;
import io.highgate.store.limit.LimitRule;
import io.highgate.store.redis.RedisLimits;
import io.highgate.store.redis.line.Redis;
import io.highgate.store.redis.spec.RedisSpec;
import io.highgate.store.redis.spec.RedisUrl;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many decisions a second a Redis makes for one gateway: {@code java ... io.highgate.bench.LimitRate
 * redis://127.0.0.1:6379 [seconds]}. 128 are under way at once, for 10,000 keys.
 */
public final class LimitRate {

    private static final int UNDER_WAY = 128;
    private static final int KEYS = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private LimitRate() {}

    /** Measures each way to count. */
    public static void main(String[] arguments) throws InterruptedException {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        RedisSpec spec = RedisUrl.read(arguments[0], Place.of("argument"), new Problems());
        Duration time = Duration.ofSeconds(arguments.length < 2 ? 5 : Long.parseLong(arguments[1]));
        try (Redis redis = new Redis(
                Objects.requireNonNull(spec).withBounds(PATIENCE, UNDER_WAY * 2), timer, InstantSource.system())) {
            redis.start();
            while (redis.isAway()) {
                Thread.onSpinWait();
            }
            RedisLimits limits = new RedisLimits(redis);
            for (LimitRule.Kind kind : LimitRule.Kind.values()) {
                LimitRule rule = new LimitRule(kind, 100, Duration.ofMinutes(1), 100, Duration.ZERO, Duration.ZERO);
                measure(limits, rule, Duration.ofSeconds(2));
                System.out.printf("%s: %d decisions a second%n", kind, measure(limits, rule, time));
            }
        }
        timer.shutdownNow();
    }

    private static long measure(RedisLimits limits, LimitRule rule, Duration time) throws InterruptedException {
        Semaphore room = new Semaphore(UNDER_WAY);
        LongAdder done = new LongAdder();
        long began = System.nanoTime();
        int next = 0;
        while (System.nanoTime() - began < time.toNanos()) {
            room.acquire();
            limits.take("bench-" + next, rule, 1, PATIENCE).whenComplete((allowance, failure) -> {
                if (failure == null) {
                    done.increment();
                }
                room.release();
            });
            next = (next + 1) % KEYS;
        }
        room.acquire(UNDER_WAY);
        return done.sum() * 1_000_000_000 / (System.nanoTime() - began);
    }
}
