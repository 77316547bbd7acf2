package io.highgate.bench.center;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** A center as a process of its own, with what it keeps in itself or in a Redis beside it. Thread-safe. */
final class CenterUnderTest implements AutoCloseable {

    private static final String HOME = "127.0.0.1";
    private static final int FIRST_PORT = 20_000;

    private final Child process;
    private final int port;
    private final Key operator;
    private final List<Child> beside;

    private CenterUnderTest(Child process, int port, Key operator, List<Child> beside) {
        this.process = process;
        this.port = port;
        this.operator = operator;
        this.beside = beside;
    }

    /** Starts one in this folder, and waits until it can be asked. */
    static CenterUnderTest start(Path folder, boolean withRedis) throws IOException {
        int port = freePort();
        int redisPort = freePort();
        List<Child> beside = withRedis ? List.of(redis(folder, redisPort)) : List.of();
        Map<String, String> environment = withRedis
                ? Map.of("GOVERNANCE_PORT", "" + port, "GATEWAY_SESSION_STORE_URL", "redis://127.0.0.1:" + redisPort)
                : Map.of("GOVERNANCE_PORT", "" + port);
        Child process =
                Child.highgate(folder.resolve("center.log"), environment, "center", "--state", folder.toString());
        try {
            Waiting.until("the center is ready", () -> isReady(process, port, "/readyz"));
            Path key = folder.resolve("operator.key");
            Waiting.until("there is a key", () -> Files.exists(key));
            return new CenterUnderTest(process, port, Key.read(Files.readString(key)), beside);
        } catch (IllegalStateException | IOException e) {
            String said = process.output();
            process.close();
            beside.forEach(Child::close);
            throw new IOException("the center does not start; it said:\n" + said, e);
        }
    }

    private static Child redis(Path folder, int port) throws IOException {
        return Child.start(
                folder.resolve("redis.log"),
                Map.of(),
                List.of("redis-server", "--port", "" + port, "--bind", HOME, "--dir", folder.toString(), "--save", ""));
    }

    /** Below those that the system gives to connections: somebody who asks for it in vain would get it himself. */
    static int freePort() throws IOException {
        int port = FIRST_PORT + ThreadLocalRandom.current().nextInt(10_000);
        while (isTaken(port)) {
            port++;
        }
        return port;
    }

    private static boolean isTaken(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort() != port;
        } catch (BindException taken) {
            return true;
        }
    }

    static boolean isReady(Child process, int port, String path) throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException("the process has ended");
        }
        try (Line line = Line.to(port, HOME)) {
            return line.ask("GET", path, "Basic none", null).status() == 200;
        }
    }

    int port() {
        return port;
    }

    Child process() {
        return process;
    }

    /** CPU time of what the center keeps things in; none if that is itself. */
    Duration cpuBeside() throws IOException {
        Duration all = Duration.ZERO;
        for (Child one : beside) {
            all = all.plus(one.cpu());
        }
        return all;
    }

    /** The key of whoever has the machine. */
    Key operator() {
        return operator;
    }

    /** A new service key. */
    Key key(String kind, String subject) throws IOException {
        try (Line line = Line.to(port, HOME)) {
            String wish = "{\"kind\":\"%s\",\"subject\":\"%s\"}".formatted(kind, subject);
            Line.Answer answer = line.ask("POST", "/api/center/keys", operator.basic(), wish);
            if (answer.status() / 100 != 2) {
                throw new IOException("no key for " + subject + ": " + answer);
            }
            return Key.read(answer.body());
        }
    }

    /** A figure of its own, the sum over its labels. */
    double metric(String name) throws IOException {
        try (Line line = Line.to(port, HOME)) {
            return line.ask("GET", "/metrics", operator.basic(), null)
                    .body()
                    .lines()
                    .filter(it -> it.startsWith(name + " ") || it.startsWith(name + "{"))
                    .mapToDouble(it -> Double.parseDouble(it.substring(it.lastIndexOf(' ') + 1)))
                    .sum();
        }
    }

    @Override
    public void close() {
        process.close();
        beside.forEach(Child::close);
    }
}
