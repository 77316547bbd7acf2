package io.highgate.store.sql.connect;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** New connections in the form that libraries want; each has to be closed. Thread-safe. */
public final class Connections implements DataSource {

    /** Makes one. */
    @FunctionalInterface
    public interface Maker {
        Connection connect() throws SQLException;
    }

    private final Maker maker;
    private volatile int loginTimeout;

    public Connections(Maker maker) {
        this.maker = maker;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return maker.connect();
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("the user is named in the address");
    }

    /** Only kept for the pool, which asks how long its threads may take; the source has a limit of its own. */
    @Override
    public void setLoginTimeout(int seconds) {
        loginTimeout = seconds;
    }

    @Override
    public int getLoginTimeout() {
        return loginTimeout;
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter ignored) {
        // Nothing is ever printed.
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("SLF4J is used");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("nothing is wrapped");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
