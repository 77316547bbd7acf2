package io.highgate.store.redis.registry;

import io.highgate.store.redis.line.Redis;
import io.highgate.store.redis.server.RedisFixture;
import io.highgate.store.redis.server.RedisNodes;
import io.highgate.store.redis.server.RedisProcess;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;

import static io.highgate.testkit.Await.until;

/**
 * Registries on servers of a test.
 *
 * @param servers that have keys
 */
record Registries(Redis redis, List<RedisProcess> servers, ScheduledExecutorService timer) {

    static Registries on(RedisFixture fixture, RedisProcess server) {
        Redis redis = RedisFixture.started(fixture.patient("redis://localhost:" + server.port()));
        return new Registries(redis, List.of(server), fixture.timer());
    }

    static Registries on(RedisFixture fixture, RedisNodes nodes) {
        Redis redis = RedisFixture.started(fixture.patient(nodes.url()));
        return new Registries(redis, nodes.masters(), fixture.timer());
    }

    /** An empty one. */
    RedisRegistry empty() {
        for (RedisProcess server : servers) {
            until("it is empty", () -> server.say("FLUSHALL").contains("OK"));
        }
        return new RedisRegistry(redis, timer, "a test");
    }
}
