package io.highgate.app.demo;

import io.highgate.app.center.RunningCenter;
import io.highgate.app.process.Wiring;
import io.highgate.app.stores.ProcessStores;
import io.highgate.center.access.KeyDesk;
import io.highgate.model.spec.GatewaySpec;
import io.highgate.store.key.KeyKind;
import io.highgate.wire.json.Json;
import io.highgate.wire.key.SafeToken;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The demo's center: it keeps everything in a folder that goes with it. Confined to the thread that runs the demo.
 */
final class DemoCenter implements Closeable {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** Until somebody takes it away: these services live as long as the center. */
    private static final int FOR_GOOD = 0;

    private final Path folder;
    private final ProcessStores stores;
    private final RunningCenter center;

    private DemoCenter(Path folder, ProcessStores stores, RunningCenter center) {
        this.folder = folder;
        this.stores = stores;
        this.center = center;
    }

    /** Starts one where the configuration says. */
    static DemoCenter start(GatewaySpec spec) throws IOException {
        Path folder = Files.createTempDirectory("highgate-demo-");
        ProcessStores stores = Wiring.stores(spec, folder);
        try {
            RunningCenter center = new RunningCenter(spec, stores, folder);
            center.start();
            return new DemoCenter(folder, stores, center);
        } catch (IOException | RuntimeException e) {
            stores.close();
            delete(folder);
            throw e;
        }
    }

    int port() {
        return center.port();
    }

    /** What a gateway has to be told, to follow it. */
    Map<String, String> followed() throws IOException {
        return center.followed("demo");
    }

    /** Has services registered by the center's API, as they could do themselves. */
    void register(List<DemoCell> cells) throws IOException {
        KeyDesk.Wanted wanted = new KeyDesk.Wanted(KeyKind.OPERATOR, "demo", "operator", null);
        KeyDesk.Given key = center.desk().give(wanted, new KeyDesk.By("demo", "start"));
        String token = SafeToken.sign(key.key().safeKey(), key.secret().reveal(), Instant.now(), SafeToken.USUAL);
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (DemoCell cell : cells) {
                register(client, cell, token);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void register(HttpClient client, DemoCell cell, String token) throws IOException, InterruptedException {
        String path = "/api/center/cells/" + cell.name() + "/instances/" + cell.address();
        String body = Json.write(Map.of("host", "127.0.0.1", "port", cell.port(), "lease", FOR_GOOD));
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException("the center does not take " + cell.name() + ": " + answer.body());
        }
    }

    @Override
    public void close() throws IOException {
        try {
            center.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            center.close();
        } finally {
            stores.close();
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }
}
