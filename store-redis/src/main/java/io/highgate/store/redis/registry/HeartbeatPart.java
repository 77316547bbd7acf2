package io.highgate.store.redis.registry;

import io.highgate.store.redis.line.Script;
import io.highgate.store.registry.GatewayGroup;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SetArgs;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keys and messages for other programs, written together: {@code api:gateway:heartbeat:<cell>:<id>}, and {@code
 * api:gateway:core:<group>:<id>} of a gateway, hold the facts of an instance for as long as its lease lasts; the
 * channel {@code service-launched} names who is new, one a message, and {@code heartBeat} those who have renewed, as
 * a list in JSON. Immutable.
 *
 * @param wishes by the key of an entry
 * @param launched who is new
 */
record HeartbeatPart(Map<String, Wish> wishes, List<String> launched) {

    private static final String SERVICES = "api:gateway:heartbeat:";
    private static final String GATEWAYS = "api:gateway:core:";
    private static final String BEATS = "heartBeat";

    /** The channel that names what is new. */
    static final String LAUNCHED = "service-launched";

    /**
     * Key, name and lease of each that is to be there for longer; the first key names the facts. Not for a
     * cluster, where the names lie on several servers.
     */
    static final Script BEAT = new Script("""
            local keys = {}
            for i = 1, #ARGV, 3 do
              keys[#keys + 1] = ARGV[i]
              if redis.call('PEXPIRE', ARGV[i + 1], ARGV[i + 2]) == 0 then
                local facts = redis.call('HGET', KEYS[1], ARGV[i])
                if facts then redis.call('SET', ARGV[i + 1], facts, 'PX', ARGV[i + 2]) end
              end
            end
            local told = string.gsub(cjson.encode(keys), '\\\\/', '/')
            redis.call('PUBLISH', 'heartBeat', told)
            return #keys
            """, ScriptOutputType.INTEGER, true);

    private static String name(String key) {
        int slash = key.indexOf('/');
        if (slash < 0) {
            return SERVICES + key;
        }
        String cell = key.substring(0, slash);
        String group = GatewayGroup.of(cell);
        return (group == null ? SERVICES + cell : GATEWAYS + group) + ":" + key.substring(slash + 1);
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** What {@link #BEAT} is told; nothing if nobody has renewed. */
    List<String> beats() {
        List<String> beats = new ArrayList<>();
        wishes.forEach((key, wish) -> {
            if (wish instanceof Wish.Renewed(long millis)) {
                beats.addAll(List.of(key, name(key), Long.toString(millis)));
            }
        });
        return beats;
    }

    HeartbeatPart withoutBeats() {
        Map<String, Wish> others = new LinkedHashMap<>(wishes);
        others.values().removeIf(Wish.Renewed.class::isInstance);
        return new HeartbeatPart(others, launched);
    }

    /** The leases of those that were to be there for longer and were not there. */
    CompletionStage<Map<String, Long>> write(RedisClusterAsyncCommands<String, byte[]> commands) {
        Map<String, Long> missing = new ConcurrentHashMap<>();
        List<CompletableFuture<?>> all = new ArrayList<>();
        List<String> beats = new ArrayList<>();
        wishes.forEach((key, wish) -> {
            all.add(write(commands, key, wish, missing).toCompletableFuture());
            if (wish instanceof Wish.Renewed) {
                beats.add(key);
            }
        });
        launched.forEach(it -> all.add(commands.publish(LAUNCHED, octets(it)).toCompletableFuture()));
        if (!beats.isEmpty()) {
            all.add(commands.publish(BEATS, octets(RegistryJson.keys(beats))).toCompletableFuture());
        }
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).thenApply(done -> missing);
    }

    private static CompletionStage<?> write(
            RedisClusterAsyncCommands<String, byte[]> commands, String key, Wish wish, Map<String, Long> missing) {
        return switch (wish) {
            case Wish.Kept kept -> commands.set(name(key), octets(kept.facts()), SetArgs.Builder.px(kept.millis()));
            case Wish.Renewed(long millis) ->
                commands.pexpire(name(key), millis).thenAccept(there -> {
                    if (!there) {
                        missing.put(key, millis);
                    }
                });
            case Wish.Gone() -> commands.del(name(key));
        };
    }
}
