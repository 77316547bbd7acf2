package io.highgate.store.redis.server;

import io.highgate.testkit.Await;
import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import redis.embedded.core.ExecutableProvider;

/**
 * A Redis server or Sentinel as a process of this machine, from the binary that embedded-redis carries.
 * It keeps its port and its files, however often it is killed and started. Confined to the test's thread.
 */
public final class RedisProcess implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 2_000;

    private static final int FIRST_PORT = 20_100;
    private static final int PORTS = 2_600;
    private static final int BUS = 10_000;
    private static final AtomicInteger NEXT_PORT =
            new AtomicInteger((int) ProcessHandle.current().pid() * 100);

    /** What a run of tests that is broken off must not leave behind. */
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final int port;
    private final List<String> command = new ArrayList<>();
    private @Nullable Process process;

    /** Where the binary lies; unpacked once. */
    private static final class Binary {

        private static final File FILE = unpacked();

        private static File unpacked() {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly)));
            try {
                return ExecutableProvider.newJarResourceProvider().get();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private RedisProcess(Path folder, int port, List<String> arguments) {
        this.folder = folder;
        this.port = port;
        command.add(Binary.FILE.getPath());
        command.addAll(arguments);
    }

    /** A server on a free port, without persistence, with more options as on its command line. */
    public static RedisProcess server(Path folder, String... options) {
        return serverAt(folder, freePort(), options);
    }

    /** The same on a certain port. */
    public static RedisProcess serverAt(Path folder, int port, String... options) {
        List<String> all = new ArrayList<>(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1"));
        all.addAll(List.of("--save", "", "--dir", folder.toString(), "--dbfilename", port + ".rdb"));
        all.addAll(List.of("--appendfilename", port + ".aof", "--protected-mode", "no"));
        all.addAll(List.of(options));
        return new RedisProcess(folder, port, all).start();
    }

    /** A Sentinel with this file of configuration, which names the port. */
    public static RedisProcess sentinel(Path file, int port) {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
        return new RedisProcess(folder, port, List.of(file.toString(), "--sentinel")).start();
    }

    /**
     * A port that nobody gives to an outgoing connection, and whose neighbour 10,000 higher is free as well:
     * the nodes of a cluster talk there.
     */
    public static int freePort() {
        for (int i = 0; i < PORTS; i++) {
            int port = FIRST_PORT + Math.floorMod(NEXT_PORT.incrementAndGet(), PORTS);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
                    ServerSocket bus = new ServerSocket(port + BUS, 1, InetAddress.getLoopbackAddress())) {
                if (bus.isBound()) {
                    return socket.getLocalPort();
                }
            } catch (IOException taken) {
                // the next one
            }
        }
        throw new IllegalStateException("no port is free");
    }

    /** Starts it, again perhaps, and waits until it answers. */
    public RedisProcess start() {
        try {
            process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolve(port + ".log").toFile()))
                    .start();
            RUNNING.add(process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (command.stream().noneMatch("--tls-port"::equals)) {
            Await.until("Redis answers", () -> say("PING").contains("PONG"));
        }
        return this;
    }

    public int port() {
        return port;
    }

    /** Kills it, so that it can save nothing. */
    public RedisProcess kill() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
            try {
                running.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
                RUNNING.remove(running);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return this;
    }

    /** It keeps its connections and does nothing any more. */
    public void freeze() {
        signal("STOP");
    }

    /** It goes on. */
    public void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        Process running = process;
        if (running == null) {
            throw new IllegalStateException("it was not started");
        }
        try {
            int code = new ProcessBuilder("kill", "-" + name, Long.toString(running.pid()))
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IllegalStateException("kill -" + name + " ended with " + code);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What it answers to a command, as text; a list only as its first line. */
    public String say(String... words) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            StringBuilder text = new StringBuilder("*" + words.length + "\r\n");
            for (String word : words) {
                text.append('$')
                        .append(word.length())
                        .append("\r\n")
                        .append(word)
                        .append("\r\n");
            }
            socket.getOutputStream().write(text.toString().getBytes(StandardCharsets.UTF_8));
            DataInputStream input = new DataInputStream(socket.getInputStream());
            String line = line(input);
            int length = line.startsWith("$") ? Integer.parseInt(line.substring(1)) : -1;
            return length < 0 ? line : new String(input.readNBytes(length), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String line(DataInputStream input) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = input.read(); octet >= 0 && octet != '\n'; octet = input.read()) {
            if (octet != '\r') {
                line.append((char) octet);
            }
        }
        return line.toString();
    }

    @Override
    public void close() {
        kill();
    }
}
