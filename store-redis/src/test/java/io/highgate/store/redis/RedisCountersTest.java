package io.highgate.store.redis;

import io.highgate.store.contract.CounterContract;
import io.highgate.store.counter.CounterStore;
import io.highgate.store.redis.server.RedisFixture;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class RedisCountersTest extends CounterContract {

    private static final RedisFixture FIXTURE = new RedisFixture();
    private static CounterStore store;

    @BeforeAll
    static void start() {
        String url = "redis://localhost:" + FIXTURE.server().port();
        store = new RedisCounters(RedisFixture.started(FIXTURE.patient(url)));
    }

    @AfterAll
    static void stop() {
        FIXTURE.close();
    }

    @Override
    protected CounterStore store() {
        return store;
    }

    @Override
    protected void pass(Duration time) {
        RedisFixture.pass(time);
    }
}
