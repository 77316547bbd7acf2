package io.highgate.store.redis.registry;

import io.highgate.store.contract.FollowContract;
import io.highgate.store.contract.RegistryContract;
import io.highgate.store.redis.server.RedisFixture;
import io.highgate.store.redis.server.RedisNodes;
import io.highgate.store.registry.RegistryStore;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

/** The registry on one server, and on a cluster. */
class RedisRegistryTest {

    private static final RedisFixture FIXTURE = new RedisFixture();
    private static Registries one;
    private static Registries cluster;

    @BeforeAll
    static void start() {
        one = Registries.on(FIXTURE, FIXTURE.server());
        cluster = Registries.on(FIXTURE, new RedisNodes(FIXTURE));
    }

    @AfterAll
    static void stop() {
        FIXTURE.close();
    }

    /** On servers that are empty before each test. */
    abstract static class Kept extends RegistryContract {

        private final Supplier<Registries> where;
        private RedisRegistry store;

        Kept(Supplier<Registries> where) {
            this.where = where;
        }

        @BeforeEach
        void open() {
            store = where.get().empty();
        }

        @AfterEach
        void close() {
            store.close();
        }

        @Override
        protected RegistryStore store() {
            return store;
        }

        @Override
        protected void pass(Duration time) {
            RedisFixture.pass(time);
        }
    }

    /** The same, for those who follow. */
    abstract static class Followed extends FollowContract {

        private final Supplier<Registries> where;
        private RedisRegistry store;

        Followed(Supplier<Registries> where) {
            this.where = where;
        }

        @BeforeEach
        void open() {
            store = where.get().empty();
        }

        @AfterEach
        void close() {
            store.close();
        }

        @Override
        protected RegistryStore store() {
            return store;
        }

        @Override
        protected void pass(Duration time) {
            RedisFixture.pass(time);
        }
    }

    @Nested
    class OnOneServer extends Kept {
        OnOneServer() {
            super(() -> one);
        }
    }

    @Nested
    class OnACluster extends Kept {
        OnACluster() {
            super(() -> cluster);
        }
    }

    @Nested
    class FollowedOnOneServer extends Followed {
        FollowedOnOneServer() {
            super(() -> one);
        }
    }

    @Nested
    class FollowedOnACluster extends Followed {
        FollowedOnACluster() {
            super(() -> cluster);
        }
    }
}
