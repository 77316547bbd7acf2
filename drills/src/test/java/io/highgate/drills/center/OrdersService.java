package io.highgate.drills.center;

import io.highgate.drills.process.Child;
import io.highgate.drills.process.Program;
import io.highgate.testkit.Await;
import io.highgate.testkit.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The Spring Boot service of the examples, as a process that registers itself. Confined to the drill's thread. */
final class OrdersService implements AutoCloseable {

    private static final Path JAR =
            Path.of(System.getProperty("highgate.root", ".."), "examples/spring-service/target/spring-service.jar");
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final int port = Ports.free();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Child process;

    private OrdersService(Path folder, String center, List<String> key) {
        Path jar = JAR.toAbsolutePath().normalize();
        if (!Files.exists(jar)) {
            throw new AssertionError("no " + jar + ": mvn -pl drills -am verify -Pdrills makes it");
        }
        process = Child.start(
                folder.resolve("orders-" + port + ".log"),
                Map.of("CENTER", center, "SAFE_KEY", key.get(0), "SAFE_SECRET", key.get(1)),
                List.of(
                        Program.ofJdk("java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        jar.toString(),
                        "--server.address=127.0.0.1",
                        "--server.port=" + port));
    }

    /** Starts one, and waits for nothing. */
    static OrdersService launch(Path folder, String center, List<String> key) {
        return new OrdersService(folder, center, key);
    }

    /** Waits until it says itself that it takes requests, and tells when it was asked that first. */
    long awaitReady() {
        long[] asked = new long[1];
        try {
            Await.until("the service is ready", PATIENCE, () -> {
                long now = System.nanoTime();
                boolean ready = isReady();
                asked[0] = now;
                return ready;
            });
        } catch (AssertionError late) {
            throw new AssertionError("it said:\n" + process.output(), late);
        }
        return asked[0];
    }

    private boolean isReady() throws IOException, InterruptedException {
        URI uri = URI.create("http://" + address() + "/actuator/health/readiness");
        HttpRequest request =
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build();
        return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
    }

    /** Whether an answer is from this one. */
    boolean gave(String body) {
        return body.contains("\"port " + port + "\"");
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    Child process() {
        return process;
    }

    @Override
    public void close() {
        process.close();
        client.shutdownNow();
    }
}
