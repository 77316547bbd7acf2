package io.highgate.store.sql.connect;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * How one new connection is made and set up. Of several hosts the one that was right last is asked first:
 * the driver's own list waits for a host that accepts and says nothing until there is no time left for the
 * next, and goes back to a former primary as soon as that is there again. Drivers are found by the address,
 * so that nothing here is compiled against them. Thread-safe; prints nothing of what it holds.
 */
public final class Source {

    private final List<String> urls;
    private final Properties properties;
    private final String setUp;
    private volatile int lastRight;

    /**
     * @param urls one for each host
     * @param setUp statements for every new connection
     */
    Source(List<String> urls, Properties properties, String setUp) {
        this.urls = List.copyOf(urls);
        this.properties = properties;
        this.setUp = setUp;
    }

    /** A connection with everything set up. */
    public Connection connect() throws SQLException {
        List<SQLException> failures = new ArrayList<>();
        int first = lastRight;
        for (int i = 0; i < urls.size(); i++) {
            int host = (first + i) % urls.size();
            try {
                Connection connection = connect(urls.get(host));
                lastRight = host;
                return connection;
            } catch (SQLException e) {
                failures.add(e);
            }
        }
        throw together(failures, first);
    }

    private SQLException together(List<SQLException> failures, int first) {
        SQLException last = failures.getLast();
        if (failures.size() == 1) {
            return last;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < failures.size(); i++) {
            text.append(i == 0 ? "host " : "; host ")
                    .append((first + i) % urls.size() + 1)
                    .append(": ")
                    .append(failures.get(i).getMessage());
        }
        return new SQLException(text.toString(), last.getSQLState(), last);
    }

    private Connection connect(String url) throws SQLException {
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
