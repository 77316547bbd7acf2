package io.highgate.store.redis.registry;

import io.highgate.store.contract.FollowContract;
import io.highgate.store.contract.RegistryContract;
import io.highgate.store.redis.server.RedisFixture;
import io.highgate.store.redis.server.RedisNodes;
import io.highgate.store.registry.RegistryStore;
import java.time.Duration;
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

    @Nested
    class OnOneServer extends RegistryContract {

        private RedisRegistry store;

        @BeforeEach
        void open() {
            store = one.empty();
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
    class OnACluster extends RegistryContract {

        private RedisRegistry store;

        @BeforeEach
        void open() {
            store = cluster.empty();
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
    class FollowedOnOneServer extends FollowContract {

        private RedisRegistry store;

        @BeforeEach
        void open() {
            store = one.empty();
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
    class FollowedOnACluster extends FollowContract {

        private RedisRegistry store;

        @BeforeEach
        void open() {
            store = cluster.empty();
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
}
