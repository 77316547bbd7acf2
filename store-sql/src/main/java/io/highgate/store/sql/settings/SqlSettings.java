package io.highgate.store.sql.settings;

import java.time.Duration;

/**
 * Everything that is said about the database. Immutable; prints no secrets.
 *
 * @param statement so long a statement may take, 100 ms to an hour
 */
public record SqlSettings(SqlAddress address, PoolSettings pool, Duration statement) {

    /** What the network gets beyond the statement: the server's own limit must be seen to act first. */
    private static final Duration ON_THE_WAY = Duration.ofSeconds(2);

    public SqlSettings {
        if (statement.compareTo(Duration.ofMillis(100)) < 0 || statement.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException(
                    "statement lies between 100 ms and an hour, not " + statement.toMillis() + " ms");
        }
    }

    /** The usual pool, and 5 s for a statement. */
    public static SqlSettings of(SqlAddress address) {
        return new SqlSettings(address, PoolSettings.usual(), Duration.ofSeconds(5));
    }

    /** The same with another limit for statements. */
    public SqlSettings withStatement(Duration longest) {
        return new SqlSettings(address, pool, longest);
    }

    /** The same with another pool. */
    public SqlSettings withPool(PoolSettings other) {
        return new SqlSettings(address, other, statement);
    }

    /** So long is waited for any octet of an answer, because a server that hangs keeps no limit itself. */
    public Duration silence() {
        return statement.plus(ON_THE_WAY);
    }
}
