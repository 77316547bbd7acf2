package io.highgate.store.redis;

import io.highgate.store.limit.Allowance;
import io.highgate.store.limit.LimitRule;
import io.highgate.store.limit.LimitStore;
import io.highgate.store.redis.line.Redis;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Limits in Redis ({@code gateway:limit:<kind>:<key>}), each decision one script and one round trip; time is
 * the server's, in microseconds. A key lives no longer than it matters. Thread-safe.
 */
public final class RedisLimits implements LimitStore {

    private static final String PREFIX = "gateway:limit:";
    private static final long NANOS = 1_000;

    private final Redis redis;

    public RedisLimits(Redis redis) {
        this.redis = redis;
    }

    @Override
    public CompletionStage<Allowance> take(String key, LimitRule rule, long amount, Duration within) {
        return ask(key, rule, amount, within).thenApply(RedisLimits::allowance);
    }

    /** What the script says: admitted, left, wait, reset and now, the times in microseconds. */
    CompletionStage<List<Object>> ask(String key, LimitRule rule, long amount, Duration within) {
        return switch (rule.kind()) {
            case TOKEN_BUCKET ->
                redis.run(
                        LimitScripts.BUCKET,
                        within,
                        PREFIX + "b:" + key,
                        Long.toString(amount),
                        Long.toString(rule.burst()),
                        Double.toString(Math.ceilDiv(rule.period().toNanos(), rule.amount()) / 1_000.0));
            case SLIDING_WINDOW ->
                redis.run(
                        LimitScripts.SLIDING,
                        within,
                        PREFIX + "s:" + key,
                        Long.toString(amount),
                        Long.toString(rule.amount()),
                        micros(rule.period()),
                        Long.toString(LimitScripts.grain(rule)));
            case FIXED_WINDOW ->
                redis.run(
                        LimitScripts.FIXED,
                        within,
                        PREFIX + "f:" + key,
                        Long.toString(amount),
                        Long.toString(rule.amount()),
                        micros(rule.period()),
                        micros(rule.block()),
                        micros(rule.idle()));
        };
    }

    private static String micros(Duration time) {
        return Long.toString(time.toNanos() / NANOS);
    }

    private static Allowance allowance(List<Object> told) {
        long wait = number(told, 2);
        return new Allowance(
                number(told, 0) == 1,
                number(told, 1),
                wait < 0 ? Allowance.NEVER : wait * NANOS,
                number(told, 3) * NANOS);
    }

    private static long number(List<Object> told, int index) {
        return (Long) told.get(index);
    }
}
