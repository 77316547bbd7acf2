package io.highgate.store.redis.line;

import io.highgate.store.redis.server.RedisFixture;
import io.highgate.store.redis.server.RedisNodes;
import io.highgate.testkit.Await;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static io.highgate.store.contract.Stages.done;
import static io.highgate.testkit.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

/** A cluster loses a master that has a replica. */
@Timeout(60)
class ClusterFailuresTest {

    private final RedisFixture fixture = new RedisFixture();
    private RedisNodes nodes;
    private Redis redis;

    @BeforeEach
    void start() {
        nodes = new RedisNodes(fixture);
        redis = RedisFixture.started(fixture.redis(nodes.url()));
    }

    @AfterEach
    void end() {
        fixture.close();
    }

    private boolean isSet(int key) {
        byte[] value = "v".getBytes(StandardCharsets.UTF_8);
        return "OK".equals(done(redis.ask(Ask.repeatable(it -> it.set("key-" + key, value)))));
    }

    private boolean allAreSet() {
        return IntStream.range(0, 50).allMatch(this::isSet);
    }

    private void recovers(String how) {
        until(
                "the replica is promoted",
                () -> nodes.replica().say("INFO", "replication").contains("role:master"));
        long promoted = System.nanoTime();
        Await.until("all keys are served", Duration.ofSeconds(20), this::allAreSet);
        long millis = (System.nanoTime() - promoted) / 1_000_000;
        System.out.println("recovery after a promotion in a cluster, master " + how + ": " + millis + " ms");
        assertThat(millis).isLessThan(3_000);
    }

    @Test
    void aPromotionIsFollowedWhenAMasterIsKilled() {
        assertThat(allAreSet()).isTrue();
        nodes.first().kill();
        recovers("killed");
    }

    @Test
    void aPromotionIsFollowedWhenAMasterIsFrozen() {
        assertThat(allAreSet()).isTrue();
        nodes.first().freeze();
        recovers("frozen");
        nodes.first().thaw();
    }
}
