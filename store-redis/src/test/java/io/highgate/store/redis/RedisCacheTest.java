package io.highgate.store.redis;

import io.highgate.store.cache.CacheStore;
import io.highgate.store.contract.CacheContract;
import io.highgate.store.redis.server.RedisFixture;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class RedisCacheTest extends CacheContract {

    private static final RedisFixture FIXTURE = new RedisFixture();
    private static CacheStore store;

    @BeforeAll
    static void start() {
        String url = "redis://localhost:" + FIXTURE.server().port();
        store = new RedisCache(RedisFixture.started(FIXTURE.patient(url)));
    }

    @AfterAll
    static void stop() {
        FIXTURE.close();
    }

    @Override
    protected CacheStore store() {
        return store;
    }

    @Override
    protected void pass(Duration time) {
        RedisFixture.pass(time);
    }
}
