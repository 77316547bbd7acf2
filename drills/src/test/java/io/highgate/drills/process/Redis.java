package io.highgate.drills.process;

import io.highgate.testkit.Await;
import io.highgate.testkit.Ports;
import io.highgate.testkit.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A Redis server, or a Sentinel, on loopback that keeps what it is told in its folder. Confined to the
 * drill's thread.
 */
public final class Redis implements AutoCloseable {

    private final Path folder;
    private final int port;
    private final List<String> arguments;
    private Child process;

    private Redis(Path folder, int port, List<String> arguments) {
        this.folder = folder;
        this.port = port;
        this.arguments = arguments;
        this.process = launch();
    }

    /** Starts a server that writes every change to its file before it answers (AOF, fsync always). */
    public static Redis start(Path folder, String... more) {
        int port = Ports.free();
        List<String> arguments = new ArrayList<>(List.of(
                "--port", Integer.toString(port),
                "--bind", "127.0.0.1",
                "--dir", folder.toString(),
                "--save", "",
                "--appendonly", "yes",
                "--appendfsync", "always",
                "--appenddirname", "aof-" + port));
        arguments.addAll(List.of(more));
        return new Redis(folder, port, arguments);
    }

    /** Starts a server that follows another one. */
    public static Redis following(Path folder, Redis master) {
        return start(folder, "--replicaof", "127.0.0.1 " + master.port);
    }

    /** Starts a Sentinel that watches a master, and takes it for dead after a second if another one agrees. */
    public static Redis sentinel(Path folder, Redis master) {
        int port = Ports.free();
        Path file = folder.resolve("sentinel-" + port + ".conf");
        try {
            Files.writeString(file, """
                    port %d
                    bind 127.0.0.1
                    dir %s
                    sentinel monitor drill 127.0.0.1 %d 2
                    sentinel down-after-milliseconds drill 1000
                    sentinel failover-timeout drill 5000
                    sentinel parallel-syncs drill 1
                    """.formatted(port, folder, master.port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Redis(folder, port, List.of(file.toString(), "--sentinel"));
    }

    private Child launch() {
        List<String> command = new ArrayList<>();
        command.add(Program.needed("redis-server", "redis-server").toString());
        command.addAll(arguments);
        Child started = Child.start(folder.resolve("redis-" + port + ".log"), Map.of(), command);
        Await.until("redis on port " + port + " answers", this::answers);
        return started;
    }

    private boolean answers() {
        try (Wire wire = Wire.to(port)) {
            return wire.send("PING\r\n").readThrough("\r\n").strip().startsWith("+PONG");
        } catch (RuntimeException | AssertionError notYet) {
            return false;
        }
    }

    /** What it answers to a command without quotes in it, on one line. */
    public String ask(String command) {
        try (Wire wire = Wire.to(port)) {
            return wire.send(command + "\r\n").readThrough("\r\n").strip();
        }
    }

    public int port() {
        return port;
    }

    /** Where a gateway finds it. */
    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    /** Its process. */
    public Child process() {
        return process;
    }

    /** SIGTERM; waits for its end. */
    public void stop() {
        process.signal("TERM");
        process.awaitExit(Duration.ofSeconds(10));
    }

    /** Starts it again with what it has kept. */
    public void restart() {
        process = launch();
    }

    @Override
    public void close() {
        process.close();
    }
}
