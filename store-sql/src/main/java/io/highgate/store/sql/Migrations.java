package io.highgate.store.sql;

import io.highgate.store.StoreAwayException;
import io.highgate.store.sql.connect.Connections;
import io.highgate.store.sql.connect.Pool;
import io.highgate.store.sql.connect.Sources;
import io.highgate.store.sql.connect.Surroundings;
import io.highgate.store.sql.settings.SqlSettings;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the tables up to date (Flyway) when the database is there for the first time, on the thread of the
 * first call; several processes may do so at once, one after the other. Thread-safe.
 */
final class Migrations {

    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);

    /** So long a failure is believed, so that calls do not queue up to see it again. */
    private static final Duration BELIEVED = Duration.ofSeconds(1);

    private record Failed(long at, String why, Exception cause) {}

    private final SqlSettings settings;
    private final Surroundings surroundings;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Failed failed;
    private volatile boolean done;

    Migrations(SqlSettings settings, Surroundings surroundings) {
        this.settings = settings;
        this.surroundings = surroundings;
    }

    boolean isDone() {
        return done;
    }

    /** Returns when the tables are as this version wants them. */
    void ready(Pool pool) {
        if (done) {
            return;
        }
        if (!locked()) {
            throw away("its tables are still being prepared", new TimeoutException());
        }
        try {
            if (!done) {
                prepare(pool);
                done = true;
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean locked() {
        try {
            return lock.tryLock(settings.pool().connect().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void prepare(Pool pool) {
        Failed before = failed;
        if (before != null && surroundings.ticker().nanos() - before.at() < BELIEVED.toNanos()) {
            throw away(before.why(), before.cause());
        }
        try {
            pool.take().close(); // it is there
            migrate();
        } catch (SQLException e) {
            throw away(String.valueOf(e.getMessage()), e);
        } catch (FlywayException e) {
            SQLException behind = Trouble.behind(e);
            String why = "its tables cannot be prepared: " + (behind == null ? e : behind).getMessage();
            if (before == null || !before.why().equals(why)) {
                LOG.error("{}: {}", settings.address().shown(), why);
            }
            failed = new Failed(surroundings.ticker().nanos(), why, e);
            throw away(why, e);
        }
    }

    private void migrate() {
        int made = Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(new Connections(Sources.migrating(settings)::connect))
                .locations("classpath:io/highgate/store/sql/migration")
                .table("highgate_migrations")
                .loggers("slf4j")
                .cleanDisabled(true)
                .load()
                .migrate()
                .migrationsExecuted;
        LOG.info(
                "the tables of {} are up to date ({} migrations made)",
                settings.address().shown(),
                made);
    }

    private StoreAwayException away(String why, Exception cause) {
        return new StoreAwayException(settings.address().shown() + ": " + why, true, cause);
    }
}
