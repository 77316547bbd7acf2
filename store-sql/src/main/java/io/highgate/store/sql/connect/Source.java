package io.highgate.store.sql.connect;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/**
 * How one new connection is made and set up. Drivers are found by their address, so that nothing here is
 * compiled against them. Immutable; prints nothing of what it holds.
 */
public final class Source {

    private final String url;
    private final Properties properties;
    private final String setUp;

    /** @param setUp statements for every new connection */
    Source(String url, Properties properties, String setUp) {
        this.url = url;
        this.properties = properties;
        this.setUp = setUp;
    }

    /** A connection with everything set up. */
    public Connection connect() throws SQLException {
        Properties copy = new Properties();
        copy.putAll(properties);
        Connection connection = DriverManager.getConnection(url, copy);
        try (Statement statement = connection.createStatement()) {
            statement.execute(setUp);
            return connection;
        } catch (SQLException e) {
            closeAfter(connection, e);
            throw e;
        }
    }

    private static void closeAfter(Connection connection, SQLException reason) {
        try {
            connection.close();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }
}
