package io.highgate.drills.process;

import io.highgate.testkit.Await;
import io.highgate.testkit.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A PostgreSQL server on loopback, run by the user postgres where the drill is root's. Confined to the
 * drill's thread.
 */
public final class Postgres implements AutoCloseable {

    private final Path programs;
    private final Path data;
    private final int port;
    private boolean running;

    private Postgres(Path programs, Path data, int port) {
        this.programs = programs;
        this.data = data;
        this.port = port;
    }

    /** Makes a new, empty one in the folder, and starts it. */
    public static Postgres start(Path folder) {
        Postgres server = in(folder, "primary");
        server.run("initdb", "-D", server.data.toString(), "-U", "postgres", "-A", "trust", "--no-sync");
        server.start();
        return server;
    }

    /** Starts a copy of this one that follows it. */
    public Postgres replica(Path folder) {
        Postgres server = in(folder, "replica");
        server.run(
                "pg_basebackup",
                "-h",
                "127.0.0.1",
                "-p",
                Integer.toString(port),
                "-U",
                "postgres",
                "-D",
                server.data.toString(),
                "-R",
                "-X",
                "stream",
                "--checkpoint=fast");
        server.start();
        return server;
    }

    private static Postgres in(Path folder, String name) {
        try {
            // Others must get to what is theirs in it.
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            Path home = Files.createDirectory(folder.resolve(name));
            if (isRoot() && Ran.of("chown", "postgres", home.toString()).exit() != 0) {
                throw Program.missing("there is no user postgres: apt-get install postgresql");
            }
            return new Postgres(programs(), home.resolve("data"), Ports.free());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** Debian has a folder for each version; the newest is taken. */
    private static Path programs() throws IOException {
        Path all = Path.of("/usr/lib/postgresql");
        if (Files.isDirectory(all)) {
            try (Stream<Path> versions = Files.list(all)) {
                return versions.map(it -> it.resolve("bin"))
                        .filter(it -> Files.isExecutable(it.resolve("initdb")))
                        .max(Comparator.naturalOrder())
                        .orElseThrow(Postgres::missing);
            }
        }
        throw missing();
    }

    private static RuntimeException missing() {
        return Program.missing("PostgreSQL's server is not installed: apt-get install postgresql");
    }

    private void run(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
        }
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        Ran ran = Ran.of(command, "");
        if (ran.exit() != 0) {
            throw new AssertionError(command + ": " + ran.out() + ran.err());
        }
    }

    /** Starts it, and waits until it answers. */
    public void start() {
        String options = "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=''";
        String log = data.resolveSibling("log").toString();
        run("pg_ctl", "-D", data.toString(), "-l", log, "-o", options, "-w", "-t", "60", "start");
        running = true;
    }

    /** Ends it as an operator does: connections are ended, nothing is lost. */
    public void stop() {
        running = false;
        run("pg_ctl", "-D", data.toString(), "-m", "fast", "-w", "stop");
    }

    /** Makes the primary of what followed one; waits until it is. */
    public void promote() {
        run("pg_ctl", "-D", data.toString(), "-w", "promote");
        Await.until(
                "the server takes changes",
                () -> ask("SELECT pg_is_in_recovery()").contains("f"));
    }

    private String ask(String sql) {
        return Ran.of("psql", "-h", "127.0.0.1", "-p", Integer.toString(port), "-U", "postgres", "-At", "-c", sql)
                .out();
    }

    /** Host and port. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        if (running) {
            running = false;
            run("pg_ctl", "-D", data.toString(), "-m", "immediate", "-w", "stop");
        }
    }
}
