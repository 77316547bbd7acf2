package io.highgate.store.sql.connect;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.highgate.store.sql.settings.EmbeddedAddress;
import io.highgate.store.sql.settings.PoolSettings;
import io.highgate.store.sql.settings.SqlSettings;
import java.io.Closeable;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The connections (HikariCP). It opens without a database and fills itself when there is one; its threads
 * are its own. Thread-safe.
 */
public final class Pool implements Closeable {

    private final HikariDataSource hikari;
    private final HikariPoolMXBean state;
    private final Reach reach;
    private final PoolWatch watch;
    private final Surroundings surroundings;
    private final Duration patience;
    private final AtomicLong renewed;

    private Pool(HikariDataSource hikari, Reach reach, PoolWatch watch, Surroundings surroundings) {
        this.hikari = hikari;
        this.state = hikari.getHikariPoolMXBean();
        this.reach = reach;
        this.watch = watch;
        this.surroundings = surroundings;
        this.patience = Duration.ofMillis(hikari.getConnectionTimeout());
        this.renewed = new AtomicLong(surroundings.ticker().nanos());
    }

    /** Starts to connect, and does not wait for that. */
    public static Pool open(SqlSettings settings, Surroundings surroundings) {
        if (settings.address() instanceof EmbeddedAddress it) {
            OwnFile.make(it.stored());
        }
        String name = settings.address().shown();
        Reach reach = new Reach(Sources.everyday(settings), name, surroundings);
        PoolWatch watch = new PoolWatch(name, surroundings);
        HikariConfig config = config(settings.pool());
        config.setDataSource(new Connections(reach::connect));
        config.setMetricsTrackerFactory((pool, stats) -> watch);
        return new Pool(new HikariDataSource(config), reach, watch, surroundings);
    }

    private static HikariConfig config(PoolSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("sql");
        config.setMinimumIdle(settings.least());
        config.setMaximumPoolSize(settings.most());
        config.setIdleTimeout(settings.idle().toMillis());
        config.setConnectionTimeout(settings.connect().toMillis());
        config.setMaxLifetime(settings.lifetime().toMillis());
        // Below the patience for a connection, so that one that is dead leaves time for another.
        config.setValidationTimeout(Math.clamp(settings.connect().toMillis() / 2, 250, 2_000));
        config.setInitializationFailTimeout(-1);
        return config;
    }

    /**
     * A connection, to be closed. Waits as long as the settings say; but not at all when the database has
     * been away for longer than that and there is nothing left to try.
     */
    public Connection take() throws SQLException {
        Reach.Away away = reach.away();
        if (away != null
                && state.getTotalConnections() == 0
                && surroundings.since(away.since()).compareTo(patience) > 0) {
            throw new SQLTransientConnectionException(away.reason().getMessage(), "08001", away.reason());
        }
        watch.see(state.getThreadsAwaitingConnection());
        try {
            return hikari.getConnection();
        } catch (SQLException e) {
            Reach.Away now = reach.away();
            String reason = now == null ? e.getMessage() : now.reason().getMessage();
            throw new SQLTransientConnectionException(reason, "08001", e);
        } finally {
            watch.see(state.getThreadsAwaitingConnection());
        }
    }

    /**
     * One connection has found out that its server is gone or is no primary any more: the others of that
     * time are not asked first, or a call would spend its tries on them.
     *
     * @param tried when the call that has found out began its try
     */
    public void renew(long tried) {
        long last = renewed.get();
        if (tried - last >= 0
                && renewed.compareAndSet(last, surroundings.ticker().nanos())) {
            state.softEvictConnections();
        }
    }

    /** Whether the last try to connect has failed. */
    public boolean isAway() {
        return reach.away() != null;
    }

    public PoolFigures figures() {
        return watch.figures(
                state.getActiveConnections(), state.getIdleConnections(), state.getThreadsAwaitingConnection());
    }

    @Override
    public void close() {
        reach.close();
        hikari.close();
    }
}
