package io.highgate.store.redis.line;

import io.highgate.store.redis.server.RedisFixture;
import io.highgate.store.redis.server.RedisProcess;
import io.highgate.testkit.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static io.highgate.store.contract.Stages.done;
import static io.highgate.testkit.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

/** A master, its replica and a Sentinel; the replica is promoted. */
@Timeout(60)
class SentinelTest {

    private static final Duration BOUND = Duration.ofSeconds(3);

    private final RedisFixture fixture = new RedisFixture();
    private RedisProcess master;
    private RedisProcess replica;
    private RedisProcess sentinel;
    private Redis redis;

    @BeforeEach
    void start() throws IOException {
        master = fixture.server();
        replica = fixture.server(
                "--replicaof", "127.0.0.1", Integer.toString(master.port()), "--repl-diskless-sync-delay", "0");
        until("the replica follows", () -> replica.say("INFO", "replication").contains("master_link_status:up"));
        int port = RedisProcess.freePort();
        Path file = fixture.folder().resolve("sentinel.conf");
        Files.writeString(file, """
                port %d
                bind 127.0.0.1
                protected-mode no
                sentinel monitor mymaster 127.0.0.1 %d 1
                sentinel down-after-milliseconds mymaster 500
                sentinel failover-timeout mymaster 5000
                """.formatted(port, master.port()));
        sentinel = fixture.keep(RedisProcess.sentinel(file, port));
        until("the Sentinel knows both", () -> sentinel.say("INFO", "sentinel").contains("slaves=1"));
        int nobody = RedisProcess.freePort();
        redis = RedisFixture.started(
                fixture.redis("redis-sentinel://localhost:" + nobody + ",localhost:" + port + "#mymaster"));
    }

    @AfterEach
    void end() {
        fixture.close();
    }

    private String set(String value) {
        return done(redis.ask(Ask.repeatable(it -> it.set("key", value.getBytes(StandardCharsets.UTF_8)))));
    }

    private void recovers(String how) {
        until(
                "the replica is promoted",
                () -> replica.say("INFO", "replication").contains("role:master"));
        long promoted = System.nanoTime();
        Await.until("commands are done", Duration.ofSeconds(20), () -> "OK".equals(set("after")));
        long millis = (System.nanoTime() - promoted) / 1_000_000;
        System.out.println("recovery after a promotion, master " + how + ": " + millis + " ms");
        assertThat(millis).isLessThan(BOUND.toMillis());
        assertThat(replica.say("GET", "key")).isEqualTo("after");
    }

    @Test
    void aPromotionIsFollowedWhenTheMasterIsKilled() {
        List<String> heard = new CopyOnWriteArrayList<>();
        redis.subscribe("channel", heard::add, () -> heard.add("missed"));
        until("it listens", () -> heard.contains("missed"));
        assertThat(set("before")).isEqualTo("OK");
        master.kill();
        recovers("killed");
        until("what was missed is in doubt", () -> heard.size() == 2);
        replica.say("PUBLISH", "channel", "hello");
        until("it listens again", () -> heard.contains("hello"));
    }

    @Test
    void aPromotionIsFollowedWhenTheMasterIsFrozen() {
        assertThat(set("before")).isEqualTo("OK");
        master.freeze();
        recovers("frozen");
        master.thaw();
        until(
                "the old master is a replica",
                () -> master.say("INFO", "replication").contains("role:slave"));
        assertThat(set("later")).isEqualTo("OK");
    }

    @Test
    void aMasterThatBecomesAReplicaIsLeft() {
        assertThat(set("before")).isEqualTo("OK");
        replica.say("REPLICAOF", "NO", "ONE");
        sentinel.say("SENTINEL", "REMOVE", "mymaster");
        sentinel.say("SENTINEL", "MONITOR", "mymaster", "127.0.0.1", Integer.toString(replica.port()), "1");
        master.say("REPLICAOF", "127.0.0.1", Integer.toString(replica.port()));
        until("commands are done again", () -> "OK".equals(set("after")));
    }
}
