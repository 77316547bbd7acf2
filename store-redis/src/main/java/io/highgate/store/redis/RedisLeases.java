package io.highgate.store.redis;

import io.highgate.store.lease.Lease;
import io.highgate.store.lease.LeaseStore;
import io.highgate.store.redis.line.Redis;
import io.highgate.store.redis.line.Script;
import io.lettuce.core.ScriptOutputType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Leases in Redis, each in one hash ({@code gateway:lease:<name>}: holder, epoch, until) that stays, so
 * that its epoch only grows. An epoch is the server's time in milliseconds at least, so that it grows
 * even when a server lost what was written last. Thread-safe.
 */
public final class RedisLeases implements LeaseStore {

    private static final String PREFIX = "gateway:lease:";

    private static final String READ = """
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            local held = redis.call('HMGET', KEYS[1], 'holder', 'epoch', 'until')
            local valid = held[1] and tonumber(held[3]) > now
            """;

    private static final Script ACQUIRE = new Script(READ + """
            local epoch = held[2]
            if valid then
              if held[1] ~= ARGV[1] then return false end
            else
              epoch = string.format('%.0f', math.max(tonumber(epoch or 0) + 1, now))
            end
            local till = string.format('%.0f', now + ARGV[2])
            redis.call('HSET', KEYS[1], 'holder', ARGV[1], 'epoch', epoch, 'until', till)
            return epoch
            """, ScriptOutputType.VALUE, true);

    private static final Script RENEW = new Script(READ + """
            if not valid or held[1] ~= ARGV[1] or held[2] ~= ARGV[2] then return 0 end
            redis.call('HSET', KEYS[1], 'until', string.format('%.0f', now + ARGV[3]))
            return 1
            """, ScriptOutputType.INTEGER, true);

    private static final Script RELEASE = new Script(READ + """
            if held[1] ~= ARGV[1] or held[2] ~= ARGV[2] then return 0 end
            redis.call('HDEL', KEYS[1], 'holder', 'until')
            return 1
            """, ScriptOutputType.INTEGER, true);

    private static final Script HOLDER = new Script(READ + """
            if not valid then return {} end
            return {held[1], held[2]}
            """, ScriptOutputType.MULTI, true);

    private final Redis redis;

    public RedisLeases(Redis redis) {
        this.redis = redis;
    }

    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.UTF_8);
    }

    private static String millis(Duration time) {
        return Long.toString(Math.max(1, time.toMillis()));
    }

    @Override
    @SuppressWarnings("NullAway") // it loses what is said of an array that is a type argument
    public CompletionStage<@Nullable Lease> acquire(String name, String holder, Duration time) {
        CompletionStage<byte @Nullable []> epoch = redis.run(ACQUIRE, PREFIX + name, holder, millis(time));
        return epoch.<@Nullable Lease>thenApply(
                it -> it == null ? null : new Lease(name, holder, Long.parseLong(text(it))));
    }

    @Override
    public CompletionStage<Boolean> renew(Lease lease, Duration time) {
        CompletionStage<Long> done =
                redis.run(RENEW, PREFIX + lease.name(), lease.holder(), Long.toString(lease.epoch()), millis(time));
        return done.thenApply(it -> it == 1);
    }

    @Override
    public CompletionStage<Void> release(Lease lease) {
        CompletionStage<Long> done =
                redis.run(RELEASE, PREFIX + lease.name(), lease.holder(), Long.toString(lease.epoch()));
        return done.thenAccept(it -> {});
    }

    @Override
    public CompletionStage<@Nullable Lease> holder(String name) {
        CompletionStage<List<byte[]>> found = redis.run(HOLDER, PREFIX + name);
        return found.<@Nullable Lease>thenApply(
                it -> it.isEmpty() ? null : new Lease(name, text(it.get(0)), Long.parseLong(text(it.get(1)))));
    }
}
