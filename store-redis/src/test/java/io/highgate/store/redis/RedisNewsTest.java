package io.highgate.store.redis;

import io.highgate.store.StoreAwayException;
import io.highgate.store.contract.NewsContract;
import io.highgate.store.contract.Stages;
import io.highgate.store.news.NewsStore;
import io.highgate.store.redis.server.RedisFixture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RedisNewsTest extends NewsContract {

    private static final RedisFixture FIXTURE = new RedisFixture();
    private static NewsStore store;
    private static NewsStore other;

    @BeforeAll
    static void start() {
        String url = "redis://localhost:" + FIXTURE.server().port();
        store = new RedisNews(RedisFixture.started(FIXTURE.patient(url)));
        other = new RedisNews(RedisFixture.started(FIXTURE.patient(url)));
    }

    @AfterAll
    static void stop() {
        FIXTURE.close();
    }

    @Override
    protected NewsStore store() {
        return store;
    }

    @Override
    protected NewsStore other() {
        return other;
    }

    @Test
    void saysThatRedisIsAway() {
        NewsStore away = new RedisNews(FIXTURE.redis("redis://localhost:1").start());

        assertThatThrownBy(() -> Stages.done(away.tell("any", "text")))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(StoreAwayException.class);
    }
}
