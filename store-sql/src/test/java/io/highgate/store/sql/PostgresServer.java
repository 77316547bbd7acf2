package io.highgate.store.sql;

import io.highgate.testkit.Ports;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A real PostgreSQL server that can be stopped, frozen and started again on its port. Confined to a test. */
final class PostgresServer implements Closeable {

    private static final Path BINARIES = Path.of("target", "postgres");

    private final Path data;
    private final int port;
    private final boolean once;
    private @Nullable EmbeddedPostgres running;

    private PostgresServer(Path data, int port, boolean once) {
        this.data = data;
        this.port = port;
        this.once = once;
    }

    /** A new one, running. */
    static PostgresServer start(Path data) {
        return start(new PostgresServer(data, Ports.free(), false));
    }

    /** A new one, running, that takes its folder with it when it or the process ends. */
    static PostgresServer startOnce(Path data) {
        return start(new PostgresServer(data, Ports.free(), true));
    }

    private static PostgresServer start(PostgresServer server) {
        server.start();
        return server;
    }

    /** One that is not running yet. */
    static PostgresServer at(Path data, int port) {
        return new PostgresServer(data, port, false);
    }

    void start() {
        try {
            Files.createDirectories(BINARIES);
            running = EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(BINARIES.toAbsolutePath().toFile())
                    .setDataDirectory(data)
                    .setCleanDataDirectory(once)
                    .setPort(port)
                    .setServerConfig("unix_socket_directories", "")
                    .setServerConfig("max_connections", "100")
                    // Off by default here, so that a crash loses what was said to be committed.
                    .setServerConfig("synchronous_commit", "on")
                    .setPGStartupWait(Duration.ofSeconds(30))
                    .setOutputRedirector(ProcessBuilder.Redirect.appendTo(
                            BINARIES.resolve("log").toFile()))
                    .setErrorRedirector(ProcessBuilder.Redirect.appendTo(
                            BINARIES.resolve("log").toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    String address() {
        return address("postgres");
    }

    String address(String database) {
        return "postgresql://postgres@127.0.0.1:" + port + "/" + database;
    }

    /** As its administrator, beside all pools. */
    void admin(String sql) {
        asks(sql);
    }

    /** The same with an answer of one value; empty if there is none. */
    String asks(String sql) {
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres";
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            try (ResultSet row = statement.getResultSet()) {
                return row.next() ? String.valueOf(row.getString(1)) : "";
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends all connections but its own. */
    void endConnections() {
        admin("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = 'client backend'"
                + " AND pid <> pg_backend_pid()");
    }

    /** Orders it to end, as an operator does: connections are ended with 57P01. */
    void stop() {
        try {
            if (running != null) {
                running.close();
                running = null;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All its processes stand still; the kernel goes on accepting connections for it. */
    void freeze() {
        signal("-STOP");
    }

    void thaw() {
        signal("-CONT");
    }

    /** One of its processes dies without a word: it ends all others, recovers, and goes on. */
    void kill(long backend) {
        run(List.of("kill", "-9", Long.toString(backend)));
    }

    /**
     * To the postmaster first, which starts no further process then. A process that ended of itself
     * since they were listed (autovacuum's come and go) has nothing to hear.
     */
    private void signal(String signal) {
        try {
            long postmaster = Long.parseLong(
                    Files.readAllLines(data.resolve("postmaster.pid")).getFirst());
            ProcessHandle handle = ProcessHandle.of(postmaster).orElseThrow();
            signal(signal, handle);
            handle.descendants().forEach(it -> signal(signal, it));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void signal(String signal, ProcessHandle process) {
        List<String> command = List.of("kill", signal, Long.toString(process.pid()));
        if (exitCode(command) != 0 && process.isAlive()) {
            throw new IllegalStateException(command + " failed");
        }
    }

    /** A copy that follows it, not running yet; this one is stopped for the time of copying. */
    PostgresServer replica(Path copy) throws IOException {
        stop();
        run(List.of("cp", "-a", data.toString(), copy.toString()));
        Files.createFile(copy.resolve("standby.signal"));
        Files.writeString(
                copy.resolve("postgresql.auto.conf"),
                "primary_conninfo = 'host=127.0.0.1 port=" + port + " user=postgres'\n");
        start();
        return at(copy, Ports.free());
    }

    static void run(List<String> command) {
        if (exitCode(command) != 0) {
            throw new IllegalStateException(command + " failed");
        }
    }

    private static int exitCode(List<String> command) {
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        stop();
    }
}
