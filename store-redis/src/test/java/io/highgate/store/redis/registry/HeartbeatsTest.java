package io.highgate.store.redis.registry;

import io.highgate.store.lease.Lease;
import io.highgate.store.redis.line.Ask;
import io.highgate.store.redis.line.Redis;
import io.highgate.store.redis.server.RedisFixture;
import io.highgate.store.redis.server.RedisNodes;
import io.highgate.store.redis.server.RedisProcess;
import io.highgate.store.registry.Entry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static io.highgate.store.contract.Stages.done;
import static io.highgate.testkit.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

/** What other programs find in Redis. */
@Timeout(60)
class HeartbeatsTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofSeconds(3);
    private static final String KEY = "api:gateway:heartbeat:crm:a";

    private final RedisFixture fixture = new RedisFixture();
    private final List<String> launched = new CopyOnWriteArrayList<>();
    private final List<String> beats = new CopyOnWriteArrayList<>();

    @AfterEach
    void end() {
        fixture.close();
    }

    private RedisRegistry registry(Redis redis) {
        redis.subscribe("service-launched", launched::add, () -> {});
        redis.subscribe("heartBeat", beats::add, () -> {});
        RedisRegistry registry = fixture.keep(new RedisRegistry(redis, fixture.timer(), "a test"));
        RedisFixture.started(redis);
        return registry;
    }

    private RedisRegistry registry(RedisProcess server) {
        return registry(fixture.patient("redis://localhost:" + server.port()));
    }

    private static Entry entry(String id, @Nullable Duration lease) {
        return new Entry("crm/" + id, "facts of " + id, lease, Map.of());
    }

    private static void holds(RedisProcess server, String value) {
        until("the key holds it", () -> server.say("GET", KEY).equals(value));
    }

    private static void isGone(RedisProcess server) {
        until("the key is gone", () -> server.say("EXISTS", KEY).equals(":0"));
    }

    private static long millisLeft(RedisProcess server) {
        return Long.parseLong(server.say("PTTL", KEY).substring(1));
    }

    @Test
    void anInstanceHasItsKeyForItsLease() {
        RedisProcess server = fixture.server();
        RedisRegistry registry = registry(server);
        done(registry.put(entry("a", MINUTE)));
        holds(server, "facts of a");
        assertThat(millisLeft(server)).isBetween(50_000L, 60_000L);
        done(registry.put(entry("a", SHORT).withFacts("others", SHORT)));
        holds(server, "others");
        isGone(server);
        done(registry.put(entry("a", MINUTE)));
        done(registry.put(entry("b", MINUTE)));
        until("who is new is named once", () -> launched.equals(List.of("crm/a", "crm/b")));
    }

    @Test
    void aGatewayHasTheKeyOfItsGroup() {
        RedisProcess server = fixture.server();
        RedisRegistry registry = registry(server);
        String name = "api:gateway:core:main:10.2.0.1:8000";
        Entry entry = new Entry("gateway-group.main/10.2.0.1:8000", "facts of it", MINUTE, Map.of());
        done(registry.put(entry));
        until("its key is there", () -> server.say("GET", name).equals("facts of it"));
        server.say("DEL", name);
        done(registry.renew(List.of(entry.key())));
        until("a beat brings it back", () -> server.say("GET", name).equals("facts of it"));
        done(registry.remove(entry.key()));
        until("it goes with it", () -> server.say("EXISTS", name).equals(":0"));
        assertThat(server.say("KEYS", "api:gateway:heartbeat:*")).isEqualTo("*0");
    }

    @Test
    void aBeatLetsTheKeyLiveAndBringsItBack() {
        RedisProcess server = fixture.server();
        RedisRegistry registry = registry(server);
        done(registry.put(entry("a", MINUTE)));
        holds(server, "facts of a");
        server.say("PEXPIRE", KEY, "20000");
        done(registry.renew(List.of("crm/a", "crm/none")));
        until("it lives on", () -> millisLeft(server) > 50_000);
        until("the beat is told", () -> beats.contains("[\"crm/a\"]"));
        server.say("DEL", KEY);
        done(registry.renew(List.of("crm/a")));
        holds(server, "facts of a");
        assertThat(millisLeft(server)).isBetween(50_000L, 60_000L);
        assertThat(registry.heartbeatsDropped()).isZero();
    }

    @Test
    void theKeyGoesWithTheInstance() {
        RedisProcess server = fixture.server();
        RedisRegistry registry = registry(server);
        done(registry.put(entry("a", MINUTE)));
        holds(server, "facts of a");
        done(registry.remove("crm/a"));
        isGone(server);
        done(registry.restore(List.of(entry("a", Duration.ofMillis(1)))));
        until(
                "it is taken out",
                () -> !done(registry.evict(List.of("crm/a"), new Lease("patrol", "x", 1)))
                        .isEmpty());
        done(registry.put(entry("a", MINUTE)));
        holds(server, "facts of a");
        done(registry.put(entry("a", null)));
        isGone(server); // who has no lease does not beat
        assertThat(launched).containsExactly("crm/a", "crm/a");
    }

    @Test
    void inAClusterTheKeysLieAnywhere() {
        Redis redis = fixture.patient(new RedisNodes(fixture).url());
        RedisRegistry registry = registry(redis);
        List<String> keys = IntStream.range(0, 700).mapToObj(i -> "crm/" + i).toList();
        done(registry.restore(
                keys.stream().map(it -> entry(it.substring(4), MINUTE)).toList()));
        done(registry.renew(keys));
        for (String key : keys) {
            String name = "api:gateway:heartbeat:" + key.replace('/', ':');
            until(name + " is there", () -> {
                byte[] value = done(redis.ask(Ask.repeatable(it -> it.get(name))));
                return ("facts of " + key.substring(4)).equals(new String(value, StandardCharsets.UTF_8));
            });
        }
        assertThat(launched).isEmpty(); // they were known before
    }

    @Test
    void whatCannotBeWrittenIsDroppedAndNotKept() {
        Redis away = fixture.redis("redis://localhost:" + RedisProcess.freePort());
        Heartbeats heartbeats = new Heartbeats(away, fixture.timer());
        IntStream.range(0, 25_000).forEach(i -> heartbeats.registered(entry("i" + i, MINUTE), true));
        assertThat(heartbeats.waiting()).isLessThanOrEqualTo(20_001);
        until("nothing waits", () -> heartbeats.waiting() == 0);
        assertThat(heartbeats.dropped()).isEqualTo(25_000);
    }

    @Test
    void whatIsInTheWayHarmsNoAnswer() {
        RedisProcess server = fixture.server();
        RedisRegistry registry = registry(server);
        server.say("LPUSH", KEY, "somebody's list");
        server.say("ACL", "SETUSER", "default", "-set", "-del", "-pexpire");
        assertThat(done(registry.put(entry("a", MINUTE)))).isTrue();
        assertThat(done(registry.renew(List.of("crm/a")))).isEmpty();
        assertThat(done(registry.remove("crm/a"))).isTrue();
        until("it is counted", () -> registry.heartbeatsDropped() > 0);
    }
}
