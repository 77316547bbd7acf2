package io.highgate.store.redis;

import io.highgate.store.counter.Counted;
import io.highgate.store.counter.CounterStore;
import io.highgate.store.redis.line.Ask;
import io.highgate.store.redis.line.Redis;
import io.highgate.store.redis.line.Script;
import io.lettuce.core.ScriptOutputType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Counters in Redis ({@code gateway:counter:<key>}), one round trip each; time is the server's. Thread-safe. */
public final class RedisCounters implements CounterStore {

    private static final String PREFIX = "gateway:counter:";

    private static final Script ADD = new Script("""
            local value = redis.call('INCRBY', KEYS[1], ARGV[1])
            local left = redis.call('PTTL', KEYS[1])
            if left < 0 then
              left = tonumber(ARGV[2])
              redis.call('PEXPIRE', KEYS[1], left)
            end
            return {value, left}
            """, ScriptOutputType.MULTI, false);

    private final Redis redis;

    public RedisCounters(Redis redis) {
        this.redis = redis;
    }

    @Override
    public CompletionStage<Counted> add(String key, long amount, Duration time) {
        String millis = Long.toString(Math.max(1, time.toMillis()));
        CompletionStage<List<Object>> answer = redis.run(ADD, PREFIX + key, Long.toString(amount), millis);
        return answer.thenApply(it -> new Counted((Long) it.get(0), Duration.ofMillis((Long) it.get(1))));
    }

    @Override
    public CompletionStage<Void> reset(String key) {
        return redis.ask(Ask.repeatable(it -> it.del(PREFIX + key))).thenAccept(gone -> {});
    }
}
