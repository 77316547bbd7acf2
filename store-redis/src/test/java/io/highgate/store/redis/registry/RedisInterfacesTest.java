package io.highgate.store.redis.registry;

import io.highgate.store.contract.InterfaceContract;
import io.highgate.store.memory.MemoryInterfaces;
import io.highgate.store.method.InterfaceDefinition;
import io.highgate.store.method.InterfaceStore;
import io.highgate.store.method.MethodDefinition;
import io.highgate.store.redis.line.Redis;
import io.highgate.store.redis.server.RedisFixture;
import io.highgate.store.redis.server.RedisProcess;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static io.highgate.store.contract.Stages.done;
import static io.highgate.testkit.Await.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RedisInterfacesTest extends InterfaceContract {

    private static final RedisFixture FIXTURE = new RedisFixture();
    private static final List<String> LAUNCHED = new CopyOnWriteArrayList<>();
    private static RedisProcess server;
    private static RedisInterfaces store;

    @BeforeAll
    static void start() {
        server = FIXTURE.server();
        Redis redis = FIXTURE.patient("redis://localhost:" + server.port());
        redis.subscribe("service-launched", LAUNCHED::add, () -> {});
        RedisFixture.started(redis);
        store = new RedisInterfaces(new MemoryInterfaces(), redis);
    }

    @AfterAll
    static void stop() {
        FIXTURE.close();
    }

    @Override
    protected InterfaceStore store() {
        return store;
    }

    private static String copied(String name) {
        return server.say("HGET", "api:gateway:interface", name);
    }

    private static InterfaceDefinition users(String cell) {
        MethodDefinition find = new MethodDefinition("find", null, "/find", true, false, "GET");
        return new InterfaceDefinition(cell, "Users of " + cell, List.of(find), 0);
    }

    @Test
    void aCopyIsInRedisForAsLongAsTheInterfaceIsThere() {
        store.put(users("one"));
        until("it is told", () -> LAUNCHED.contains("Users of one"));
        assertThat(copied("Users of one"))
                .isEqualTo("{\"cell\":\"one\",\"interfaceName\":\"Users of one\",\"version\":1,\"methods\":["
                        + "{\"methodName\":\"find\",\"parameterType\":null,\"url\":\"/find\",\"isAuth\":1,"
                        + "\"isHttp\":0,\"httpType\":\"GET\"}]}");
        store.remove("one/Users of one");
        until("the copy is gone", () -> copied("Users of one").equals("$-1"));
    }

    @Test
    void aCopyThatWasLostIsMadeAgain() {
        store.put(users("two"));
        until("it is copied", () -> copied("Users of two").contains("two"));
        server.say("DEL", "api:gateway:interface");
        assertThat(done(store.copyAll())).isPositive();
        assertThat(copied("Users of two")).contains("two");
    }

    @Test
    void aRedisThatComesBackEmptyIsGivenTheCopyAgain() {
        RedisProcess other = FIXTURE.server();
        Redis redis = RedisFixture.started(FIXTURE.patient("redis://localhost:" + other.port()));
        RedisInterfaces copied = new RedisInterfaces(new MemoryInterfaces(), redis);
        copied.put(users("four"));
        copied.copyAgain(new RedisRegistry(redis, FIXTURE.timer(), "a test"), Thread::startVirtualThread);
        until("it is copied", () -> fourIn(other));

        other.kill();
        other.start();

        until("it is copied again", () -> fourIn(other));
    }

    private static boolean fourIn(RedisProcess other) {
        return other.say("HGET", "api:gateway:interface", "Users of four").contains("four");
    }

    @Test
    void whetherRedisIsThereDoesNotMatter() {
        Redis away = FIXTURE.redis("redis://localhost:" + RedisProcess.freePort());
        RedisInterfaces alone = new RedisInterfaces(new MemoryInterfaces(), away);
        InterfaceDefinition kept = alone.put(users("three"));
        assertThat(alone.find("three/Users of three")).isEqualTo(kept);
        assertThatThrownBy(() -> done(alone.copyAll())).hasMessageContaining("away");
        assertThat(alone.remove("three/Users of three")).isTrue();
    }
}
