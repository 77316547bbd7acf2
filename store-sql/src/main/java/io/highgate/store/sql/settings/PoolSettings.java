package io.highgate.store.sql.settings;

import java.time.Duration;

/**
 * How many connections are kept, and for how long. Immutable.
 *
 * @param least this many are kept ready
 * @param most no more at once; whoever comes then waits
 * @param idle those beyond {@code least} are closed after so long without use, 10 s or more
 * @param connect so long a call waits for a connection
 * @param lifetime connections are renewed after so long, 30 s or more
 */
public record PoolSettings(int least, int most, Duration idle, Duration connect, Duration lifetime) {

    public PoolSettings {
        if (least < 1 || most < least || most > 1_000) {
            throw new IllegalArgumentException(
                    "a pool has 1 to 1000 connections, and most is not below least: not " + least + " to " + most);
        }
        demand("idle", idle, Duration.ofSeconds(10));
        demand("connect", connect, Duration.ofMillis(250));
        demand("lifetime", lifetime, Duration.ofSeconds(30));
    }

    /** 5 to 20 connections, closed after 30 s of idleness and renewed after 30 minutes; 5 s to get one. */
    public static PoolSettings usual() {
        return new PoolSettings(5, 20, Duration.ofSeconds(30), Duration.ofSeconds(5), Duration.ofMinutes(30));
    }

    /** The same with another patience for a connection. */
    public PoolSettings withConnect(Duration patience) {
        return new PoolSettings(least, most, idle, patience, lifetime);
    }

    /** The same with other numbers of connections. */
    public PoolSettings withConnections(int fewest, int greatest) {
        return new PoolSettings(fewest, greatest, idle, connect, lifetime);
    }

    private static void demand(String name, Duration value, Duration least) {
        if (value.compareTo(least) < 0 || value.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException(
                    name + " lies between " + least.toMillis() + " ms and a day, not " + value.toMillis() + " ms");
        }
    }
}
