package io.highgate.app.stores;

import io.highgate.store.all.StoreFigure;
import io.highgate.store.near.NearCounts;
import io.highgate.store.redis.line.Redis;
import io.highgate.store.redis.line.RedisCounts;
import io.highgate.store.redis.registry.RedisRegistry;
import io.highgate.store.sql.SqlFigures;
import io.highgate.store.sql.connect.PoolFigures;
import java.util.ArrayList;
import java.util.List;

import static io.highgate.store.all.StoreFigure.counter;
import static io.highgate.store.all.StoreFigure.gauge;

/** What is told of servers behind the stores. Pure. */
final class Figures {

    private static final double NANOS = 1e9;

    private Figures() {}

    static List<StoreFigure> redis(Redis redis, NearCounts sessions, NearCounts cache) {
        RedisCounts counts = redis.counts();
        List<StoreFigure> all = new ArrayList<>(List.of(
                gauge("highgate_redis_away", "1 while Redis does not answer.", redis.isAway() ? 1 : 0),
                counter("highgate_redis_commands", "Commands, each once whatever its tries.", counts.commands()),
                counter("highgate_redis_failures", "Commands without an answer.", counts.failures()),
                counter("highgate_redis_retries", "Tries of commands beyond the first.", counts.retries()),
                counter("highgate_redis_reconnects", "Connections made in place of others.", counts.reconnects())));
        all.addAll(near("sessions", sessions));
        all.addAll(near("cache", cache));
        return all;
    }

    private static List<StoreFigure> near(String what, NearCounts counts) {
        String name = "highgate_near_" + what + "_";
        return List.of(
                counter(name + "known", "Questions that a copy in this process answered.", counts.near()),
                counter(name + "asked", "Questions that the shared store was asked.", counts.far()),
                counter(
                        name + "away",
                        "Questions that a copy answered because the shared store was away.",
                        counts.away()));
    }

    static StoreFigure registry(RedisRegistry registry) {
        return counter(
                "highgate_registry_heartbeats_dropped",
                "Heartbeats for other programs that were not written to Redis.",
                registry.heartbeatsDropped());
    }

    static List<StoreFigure> database(SqlFigures figures) {
        PoolFigures pool = figures.pool();
        return List.of(
                gauge("highgate_database_connections_active", "Connections in use.", pool.active()),
                gauge("highgate_database_connections_idle", "Connections not in use.", pool.idle()),
                gauge("highgate_database_waiting", "Calls that wait for a connection.", pool.waiting()),
                gauge("highgate_database_crowded", "1 while more calls wait than should.", pool.crowded() ? 1 : 0),
                counter("highgate_database_connections_taken", "How often a connection was got.", pool.taken()),
                counter(
                        "highgate_database_waited_seconds",
                        "Time that calls waited for a connection.",
                        pool.waited().toNanos() / NANOS),
                counter("highgate_database_timeouts", "How often none was got in time.", pool.timeouts()),
                counter("highgate_database_repeated", "Tries that were made again.", figures.repeated()),
                counter("highgate_database_failures", "Calls that ended without an answer.", figures.failed()),
                counter(
                        "highgate_database_unknown",
                        "Calls that failed without anybody knowing whether the change was made.",
                        figures.unknown()));
    }
}
