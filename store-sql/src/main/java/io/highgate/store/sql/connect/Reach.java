package io.highgate.store.sql.connect;

import java.io.Closeable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes connections for the pool, and while the database is away goes on trying, at least once a second:
 * left to itself the pool waits up to 5 s between two tries, which is all the time there is for a
 * recovery. Thread-safe.
 */
final class Reach implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(Reach.class);
    private static final Duration FIRST = Duration.ofMillis(50);
    private static final Duration MOST = Duration.ofSeconds(1);

    /** Since when nothing answers, and what was said last. */
    record Away(long since, SQLException reason) {}

    private final Source source;
    private final String name;
    private final Surroundings surroundings;
    private final AtomicReference<@Nullable Away> away = new AtomicReference<>();
    private volatile boolean closed;

    Reach(Source source, String name, Surroundings surroundings) {
        this.source = source;
        this.name = name;
        this.surroundings = surroundings;
    }

    /** A connection; as long as there is none and nobody closes this, it does not return. */
    Connection connect() throws SQLException {
        for (int tries = 1; ; tries++) {
            try {
                Connection connection = source.connect();
                back();
                return connection;
            } catch (SQLException e) {
                failed(e);
                next(tries, e);
            }
        }
    }

    private void next(int tries, SQLException reason) throws SQLException {
        if (closed) {
            throw new SQLException("the pool is closed", "08003", reason);
        }
        try {
            surroundings.backOff(tries, FIRST, MOST);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted", "08003", e);
        }
    }

    private void failed(SQLException reason) {
        Away before = away.get();
        long since = before == null ? surroundings.ticker().nanos() : before.since();
        if (away.compareAndSet(before, new Away(since, reason)) && before == null && !closed) {
            LOG.warn("{} is away: {}", name, reason.getMessage());
        }
    }

    private void back() {
        Away before = away.getAndSet(null);
        if (before != null) {
            LOG.info(
                    "{} is back after {} ms",
                    name,
                    surroundings.since(before.since()).toMillis());
        }
    }

    /** What is the matter; null if the last try succeeded. */
    @Nullable
    Away away() {
        return away.get();
    }

    /** Ends what is being tried. */
    @Override
    public void close() {
        closed = true;
    }
}
