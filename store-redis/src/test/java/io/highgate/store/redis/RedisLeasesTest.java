package io.highgate.store.redis;

import io.highgate.store.contract.LeaseContract;
import io.highgate.store.lease.LeaseStore;
import io.highgate.store.redis.server.RedisFixture;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class RedisLeasesTest extends LeaseContract {

    private static final RedisFixture FIXTURE = new RedisFixture();
    private static LeaseStore store;

    @BeforeAll
    static void start() {
        String url = "redis://localhost:" + FIXTURE.server().port();
        store = new RedisLeases(RedisFixture.started(FIXTURE.patient(url)));
    }

    @AfterAll
    static void stop() {
        FIXTURE.close();
    }

    @Override
    protected LeaseStore store() {
        return store;
    }

    @Override
    protected void pass(Duration time) {
        RedisFixture.pass(time);
    }
}
