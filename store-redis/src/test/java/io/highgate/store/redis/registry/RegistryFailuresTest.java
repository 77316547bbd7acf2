package io.highgate.store.redis.registry;

import io.highgate.store.StoreAwayException;
import io.highgate.store.redis.line.Redis;
import io.highgate.store.redis.server.RedisFixture;
import io.highgate.store.redis.server.RedisProcess;
import io.highgate.store.registry.Change;
import io.highgate.store.registry.Entry;
import io.highgate.store.registry.Registered;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static io.highgate.store.contract.Stages.done;
import static io.highgate.testkit.Await.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A real server that goes away and comes back with all, some or none of the registry, or loses messages. */
@Timeout(60)
class RegistryFailuresTest {

    /** Two looks, and some more. */
    private static final Duration SOON = Duration.ofSeconds(10);

    private final RedisFixture fixture = new RedisFixture();
    private final List<Change> changes = new CopyOnWriteArrayList<>();
    private final AtomicInteger missed = new AtomicInteger();

    @SuppressWarnings("NullAway.Init") // follow() sets both
    private Redis redis;

    @SuppressWarnings("NullAway.Init")
    private RedisRegistry registry;

    @AfterEach
    void end() {
        fixture.close();
    }

    private void follow(Redis toFollow) {
        redis = toFollow;
        registry = fixture.keep(new RedisRegistry(redis, fixture.timer(), "a test"));
        registry.follow(changes::add, missed::incrementAndGet);
        RedisFixture.started(redis);
        until("it listens", () -> missed.get() > 0);
    }

    private RedisProcess followed(String... options) {
        RedisProcess server = fixture.server(options);
        follow(fixture.patient("redis://localhost:" + server.port()));
        return server;
    }

    private static Entry entry(String key) {
        return new Entry("crm/" + key, "facts", Duration.ofMinutes(1), Map.of());
    }

    private void put(String... keys) {
        for (String key : keys) {
            done(registry.put(entry(key)));
        }
    }

    /** What is changed now is heard of. */
    private void hears(String key) {
        put(key);
        until("it is heard of", () -> changes.stream().anyMatch(it -> it.key().equals("crm/" + key)));
    }

    private Registered restarted(RedisProcess server) {
        int before = missed.get();
        server.kill();
        until("that it is away is noticed", redis::isAway);
        assertThatThrownBy(() -> put("meanwhile")).hasCauseInstanceOf(StoreAwayException.class);
        server.start();
        until("what was missed is in doubt", SOON, () -> missed.get() > before);
        return done(registry.all());
    }

    @Test
    void whenItComesBackEmptyItCountsAnewAndIsToldAll() {
        RedisProcess server = followed();
        put("a", "b");
        Registered before = done(registry.all());
        Registered after = restarted(server);
        assertThat(after.entries()).isEmpty();
        assertThat(after.epoch()).isNotEqualTo(before.epoch());
        assertThat(done(registry.restore(before.entries().values()))).isEqualTo(2);
        assertThat(done(registry.all()).entries()).isEqualTo(before.entries());
        hears("c");
        assertThat(changes.getLast()).isEqualTo(new Change(after.epoch(), 3, "crm/c", entry("c")));
    }

    @Test
    void whenItComesBackWithOldDataNoNumberComesTwice() {
        RedisProcess server = followed();
        put("a");
        server.say("SAVE");
        put("b");
        Registered before = done(registry.all());
        Registered after = restarted(server);
        assertThat(after.entries()).containsOnlyKeys("crm/a");
        assertThat(after.seq()).isEqualTo(1);
        assertThat(after.epoch()).isNotEqualTo(before.epoch());
        hears("c");
        assertThat(changes.getLast()).isEqualTo(new Change(after.epoch(), 2, "crm/c", entry("c")));
    }

    @Test
    void whenItComesBackWithAllThatIsReadAgain() {
        RedisProcess server = followed("--appendonly", "yes", "--appendfsync", "always");
        put("a", "b");
        Registered before = done(registry.all());
        Registered after = restarted(server);
        assertThat(after.entries()).isEqualTo(before.entries());
        assertThat(done(registry.renew(List.of("crm/a", "crm/b")))).isEmpty();
        hears("c");
    }

    @Test
    void whileItIsFrozenEveryQuestionEndsInTime() {
        RedisProcess server = fixture.server();
        follow(fixture.redis("redis://localhost:" + server.port()));
        put("a");
        server.freeze();
        assertThatThrownBy(() -> done(registry.all())).hasMessageContaining("no answer within 500 ms");
        until("it is left", SOON, redis::isAway);
        assertThatThrownBy(() -> done(registry.renew(List.of("crm/a")))).hasMessageContaining("away");
        int before = missed.get();
        server.thaw();
        until("what was missed is in doubt", SOON, () -> missed.get() > before);
        assertThat(done(registry.all()).entries()).containsOnlyKeys("crm/a");
        hears("b");
    }

    @Test
    void aSubscriptionThatIsCutIsMadeAgain() {
        RedisProcess server = followed();
        int before = missed.get();
        server.say("CLIENT", "KILL", "TYPE", "pubsub");
        until("what was missed is in doubt", SOON, () -> missed.get() > before);
        hears("a");
    }

    @Test
    void aLostMessageIsNoticedByTheNextOne() {
        RedisProcess server = followed();
        put("a");
        until("it is heard of", () -> changes.size() == 1);
        server.say("INCR", "gateway:{cells}:seq"); // as a change whose message is lost
        put("b");
        until("it is heard of", () -> changes.size() == 2);
        assertThat(changes.getLast().seq()).isEqualTo(3);
        assertThat(missed).hasValue(2);
    }

    @Test
    void aLostLastMessageIsNoticedSoon() {
        RedisProcess server = followed();
        put("a");
        until("it is heard of", () -> changes.size() == 1);
        server.say("INCR", "gateway:{cells}:seq");
        until("what was missed is in doubt", SOON, () -> missed.get() == 2);
        hears("b");
        assertThat(missed).hasValue(2);
    }

    @Test
    void dataThatSomebodyClearsIsNoticedSoon() {
        RedisProcess server = followed();
        put("a");
        until("it is heard of", () -> changes.size() == 1);
        server.say("FLUSHALL");
        until("what was missed is in doubt", SOON, () -> missed.get() == 2);
        assertThat(done(registry.all()).entries()).isEmpty();
        hears("b");
        assertThat(changes.getLast().seq()).isEqualTo(1);
    }

    @Test
    void withoutTheRightToAskForTheServersRunGoingBackIsNoticedAllTheSame() {
        RedisProcess server = fixture.server();
        server.say("ACL", "SETUSER", "joe", "on", ">secret", "~*", "&*", "+@all", "-info");
        follow(fixture.patient("redis://joe:secret@localhost:" + server.port()));
        put("a", "b", "c");
        until("all is heard of", () -> changes.size() == 3);
        Registered before = done(registry.all());
        server.say("SET", "gateway:{cells}:seq", "1");
        until("what was missed is in doubt", SOON, () -> missed.get() == 2);
        Registered after = done(registry.all());
        assertThat(after.seq()).isEqualTo(1);
        assertThat(after.epoch()).isNotEqualTo(before.epoch());
        hears("d");
    }

    @Test
    void whatSomebodyElsePublishesIsNoChange() {
        RedisProcess server = followed();
        for (String text :
                List.of("", "{", "[]", "{\"epoch\":1}", "{\"epoch\":\"e\",\"seq\":7,\"key\":\"\",\"entry\":1}")) {
            assertThat(server.say("PUBLISH", "gateway:{cells}:changed", text)).isEqualTo(":1");
        }
        hears("a");
        assertThat(changes).hasSize(1);
        assertThat(missed).hasValue(1);
    }
}
