package io.highgate.store.sql.connect;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** How one new connection is made and set up. Immutable; prints nothing of what it holds. */
public final class Source {

    private final Driver driver;
    private final String url;
    private final Properties properties;
    private final String setUp;

    /** @param setUp statements for every new connection */
    Source(Driver driver, String url, Properties properties, String setUp) {
        this.driver = driver;
        this.url = url;
        this.properties = properties;
        this.setUp = setUp;
    }

    /** A connection with everything set up. */
    public Connection connect() throws SQLException {
        Properties copy = new Properties();
        copy.putAll(properties);
        Connection connection = driver.connect(url, copy);
        if (connection == null) {
            throw new SQLException("the driver does not know the form of the address", "08001");
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(setUp);
            return connection;
        } catch (SQLException e) {
            closeAfter(connection, e);
            throw e;
        }
    }

    private static void closeAfter(@Nullable Connection connection, SQLException reason) {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }
}
