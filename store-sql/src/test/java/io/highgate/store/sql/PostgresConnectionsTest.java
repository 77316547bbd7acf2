package io.highgate.store.sql;

import io.highgate.store.StoreAwayException;
import io.highgate.store.Written;
import io.highgate.store.user.User;
import io.highgate.testkit.Await;
import io.highgate.testkit.link.Ending;
import io.highgate.testkit.link.Fault;
import io.highgate.testkit.link.FaultyLink;
import io.highgate.testkit.link.Way;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

/** Connections that end at the wrong moment, and servers that say no. */
class PostgresConnectionsTest {

    private static User user(String name) {
        return new User(name, "hash", "client", List.of(), true, Instant.EPOCH, 0);
    }

    private static int insert(Handle handle, String name) {
        return handle.execute("INSERT INTO users VALUES (?, 'h', 'r', '[]', true, now(), 1)", name);
    }

    @Test
    void connectionsThatAreEndedAreNotSeenByCalls() {
        try (Database database = Here.open(Here.settings(SharedPostgres.fresh()));
                Load load = new Load(database)) {
            long before = 0;
            for (int i = 0; i < 5; i++) {
                SharedPostgres.server().endConnections();
                load.recovered(System.nanoTime(), Duration.ofSeconds(10));
                before = database.figures().repeated();
            }
            assertThat(before).isPositive();
            System.out.println("[backends ended] " + load.balanced() + ", " + before + " tries repeated");
            assertThat(load.failures()).isLessThanOrEqualTo(8 * 5 / 4); // commits under way, nothing else
        }
    }

    @Test
    void allConnectionsOfThePoolAreRenewedWhenOneFails() {
        try (Database database = Here.open(Here.settings(SharedPostgres.fresh()))) {
            database.prepare();
            for (int i = 0; i < 3; i++) {
                Await.until("the pool is full", () -> database.figures().pool().idle() == 5);
                IntStream.range(0, 5).forEach(it -> database.prepare()); // all of them were alive a moment ago
                SharedPostgres.server().endConnections();
                assertThat(new SqlUsers(database).find("nobody")).isNull();
            }
            assertThat(database.figures().failed()).isZero();
        }
    }

    @Test
    void aCommitWhoseAnswerIsLostIsNotRepeated() {
        String address = SharedPostgres.fresh();
        try (FaultyLink link = FaultyLink.to(SharedPostgres.server().port());
                Database database = Here.open(Here.settings(
                        address.replace(":" + SharedPostgres.server().port(), ":" + link.port())))) {
            SqlUsers users = new SqlUsers(database);
            assertThat(users.count()).isZero();
            AtomicInteger made = new AtomicInteger();
            Work<Integer> work = handle -> {
                int inserted = insert(handle, "user-" + made.incrementAndGet());
                link.faultOpen(Way.TO_CLIENT, new Fault.After(0, Ending.RESET)); // the next answer is the commit's
                return inserted;
            };
            assertThatThrownBy(() -> database.write(work))
                    .asInstanceOf(type(StoreAwayException.class))
                    .matches(it -> !it.isUndone());
            assertThat(made).hasValue(1);
            assertThat(users.list("", 5)).extracting(User::name).containsExactly("user-1");
            assertThat(database.figures().unknown()).isEqualTo(1);
        }
    }

    @Test
    void aCommitThatMayBeRepeatedIs() {
        try (Database database = Here.open(Here.settings(SharedPostgres.fresh()))) {
            database.write(handle -> handle.execute(KILL_AT_COMMIT) + handle.execute(TRIGGER));
            AtomicInteger made = new AtomicInteger();
            assertThatThrownBy(() -> database.write(handle -> insert(handle, "once" + made.incrementAndGet())))
                    .asInstanceOf(type(StoreAwayException.class))
                    .matches(it -> !it.isUndone());
            assertThat(made).hasValue(1);
            assertThatThrownBy(() -> database.writeRepeatable(handle -> insert(handle, "x" + made.incrementAndGet())))
                    .isInstanceOf(StoreAwayException.class);
            assertThat(made).hasValue(4);
            assertThat(new SqlUsers(database).count()).isZero();
        }
    }

    private static final String KILL_AT_COMMIT = "CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS"
            + " 'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(5); RETURN NULL; END'";
    private static final String TRIGGER = "CREATE CONSTRAINT TRIGGER dies AFTER INSERT ON users"
            + " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION die()";

    @Test
    void aConnectionThatIsResetInTheMiddleIsRepeated() {
        String address = SharedPostgres.fresh();
        try (FaultyLink link = FaultyLink.to(SharedPostgres.server().port());
                Database database = Here.open(Here.settings(
                        address.replace(":" + SharedPostgres.server().port(), ":" + link.port())))) {
            AtomicInteger made = new AtomicInteger();
            int inserted = database.write(handle -> {
                int first = insert(handle, "joe");
                if (made.incrementAndGet() == 1) {
                    link.reset();
                }
                return first + insert(handle, "jim");
            });
            assertThat(inserted).isEqualTo(2);
            assertThat(made).hasValue(2);
            assertThat(new SqlUsers(database).count()).isEqualTo(2);
        }
    }

    @Test
    void whatHasBecomeReadOnlyIsAskedAgain() {
        String address = SharedPostgres.fresh();
        String name = address.substring(address.lastIndexOf('/') + 1);
        // The driver takes a primary that is read-only for a replica, unless it is told to take any.
        try (Database database = Here.open(Here.settings(address + "?targetServerType=any"))) {
            database.prepare();
            PostgresServer server = SharedPostgres.server();
            server.admin("ALTER DATABASE " + name + " SET default_transaction_read_only = on");
            server.endConnections();
            SqlUsers users = new SqlUsers(database);
            assertThatThrownBy(() -> users.add(user("joe")))
                    .asInstanceOf(type(StoreAwayException.class))
                    .matches(StoreAwayException::isUndone)
                    .matches(it -> String.valueOf(it.getMessage()).contains("read-only"));
            assertThat(database.figures().repeated()).isGreaterThanOrEqualTo(2);
            server.admin("ALTER DATABASE " + name + " SET default_transaction_read_only = off");
            assertThat(users.add(user("joe"))).isEqualTo(Written.DONE); // over a connection that was read-only
        }
    }

    @Test
    void severalWhoMigrateAtOnceDoItOnce() {
        String address = SharedPostgres.fresh();
        List<Database> all = IntStream.range(0, 4)
                .mapToObj(it -> Here.open(Here.settings(address)))
                .toList();
        try {
            all.parallelStream().forEach(Database::prepare);
            assertThat(all).allMatch(Database::isReady);
            List<String> made = all.getFirst()
                    .read(handle -> handle.createQuery("SELECT version FROM highgate_migrations")
                            .mapTo(String.class)
                            .list());
            assertThat(made).isNotEmpty().doesNotHaveDuplicates();
        } finally {
            all.forEach(Database::close);
        }
    }

    @Test
    void theReasonIsToldWithoutSecrets() {
        String address = SharedPostgres.server().address("nosuch").replace("postgres@", "postgres:hunter2@");
        for (String wrong : List.of(address, address + "?sslmode=verify-full")) {
            try (Database database = Here.open(
                    Here.settings(wrong).withPool(Here.settings(wrong).pool().withConnect(Duration.ofMillis(500))))) {
                String reason = wrong.equals(address) ? "\"nosuch\" does not exist" : "does not support SSL";
                assertThatThrownBy(database::prepare)
                        .isInstanceOf(StoreAwayException.class)
                        .hasMessageContaining(reason)
                        .hasMessageNotContaining("hunter2");
            }
        }
    }
}
