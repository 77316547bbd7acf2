package io.highgate.store.redis;

import io.highgate.store.cache.CacheStore;
import io.highgate.store.contract.CacheContract;
import io.highgate.store.contract.CounterContract;
import io.highgate.store.contract.LeaseContract;
import io.highgate.store.contract.LimitContract;
import io.highgate.store.contract.SessionContract;
import io.highgate.store.counter.CounterStore;
import io.highgate.store.lease.LeaseStore;
import io.highgate.store.limit.LimitStore;
import io.highgate.store.redis.line.Redis;
import io.highgate.store.redis.server.RedisFixture;
import io.highgate.store.redis.server.RedisNodes;
import io.highgate.store.session.SessionStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

import static io.highgate.testkit.Await.until;

/** All adapters on a cluster, where the keys of one thing may lie on several servers. */
class RedisClusterTest {

    private static final RedisFixture FIXTURE = new RedisFixture();
    private static Redis redis;
    private static SessionStore sessions;
    private static volatile boolean listening;

    @BeforeAll
    static void start() {
        redis = FIXTURE.patient(new RedisNodes(FIXTURE).url());
        sessions = new RedisSessions(redis, InstantSource.system());
        sessions.onClosed(token -> listening = true);
        RedisFixture.started(redis);
        until("it listens", () -> listening);
    }

    @AfterAll
    static void stop() {
        FIXTURE.close();
    }

    @Nested
    class Sessions extends SessionContract {

        @Override
        protected SessionStore store() {
            return sessions;
        }

        @Override
        protected void pass(Duration time) {
            RedisFixture.pass(time);
        }

        @Override
        protected Instant now() {
            return Instant.now();
        }
    }

    @Nested
    class Counters extends CounterContract {

        @Override
        protected CounterStore store() {
            return new RedisCounters(redis);
        }

        @Override
        protected void pass(Duration time) {
            RedisFixture.pass(time);
        }
    }

    @Nested
    class Leases extends LeaseContract {

        @Override
        protected LeaseStore store() {
            return new RedisLeases(redis);
        }

        @Override
        protected void pass(Duration time) {
            RedisFixture.pass(time);
        }
    }

    @Nested
    class Cache extends CacheContract {

        @Override
        protected CacheStore store() {
            return new RedisCache(redis);
        }

        @Override
        protected void pass(Duration time) {
            RedisFixture.pass(time);
        }
    }

    @Nested
    class Limits extends LimitContract {

        @Override
        protected LimitStore store() {
            return new RedisLimits(redis);
        }

        @Override
        protected void pass(Duration time) {
            RedisFixture.pass(time);
        }
    }
}
