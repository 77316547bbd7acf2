package io.highgate.drills.process;

import io.highgate.testkit.Await;
import io.highgate.testkit.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A center as a process, started as users do. Confined to the drill's thread, but for its questions. */
public final class RunningCenter implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Path folder;
    private final int port = Ports.free();
    private final Map<String, String> environment;
    private final HttpClient client = HttpClient.newHttpClient();
    private Child process;

    private RunningCenter(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = environment;
        this.process = launch();
    }

    /** A center in this folder on a free port, and waits until it can be asked. */
    public static RunningCenter start(Path folder, Map<String, String> environment) {
        RunningCenter center = new RunningCenter(folder, environment);
        try {
            center.awaitReady();
        } catch (AssertionError late) {
            center.close();
            throw late;
        }
        return center;
    }

    private Child launch() {
        List<String> arguments = List.of("center", "--state", folder.toString());
        Map<String, String> all = new java.util.HashMap<>(environment);
        all.put("GOVERNANCE_PORT", Integer.toString(port));
        return Child.start(folder.resolve("center.log"), all, Distribution.command(List.of(), arguments));
    }

    /** Starts it again after it was killed; waits for nothing. */
    public void restart() {
        process = launch();
    }

    public void awaitReady() {
        Await.until(
                "the center is ready",
                Duration.ofMinutes(1),
                () -> ask("/readyz").statusCode() == 200 && Files.exists(folder.resolve("operator.key")));
    }

    public Child process() {
        return process;
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Asks as the owner of the machine. */
    public HttpResponse<String> ask(String path) {
        return send(request(path));
    }

    /** Makes a service key: its name and its secret. */
    public List<String> key(String kind, String subject) {
        String body = "{\"kind\":\"%s\",\"subject\":\"%s\"}".formatted(kind, subject);
        HttpResponse<String> answer = send(request("/api/center/keys")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
        return List.of(member(answer.body(), "safeKey"), member(answer.body(), "safeSecret"));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url() + path)).timeout(PATIENCE);
        Path file = folder.resolve("operator.key");
        if (Files.exists(file)) {
            request.header("Authorization", "Basic " + credentials(file));
        }
        return request;
    }

    private static String credentials(Path file) {
        try {
            String key = Files.readString(file);
            String both = member(key, "safeKey") + ":" + member(key, "safeSecret");
            return Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String member(String json, String name) {
        Matcher matcher = Pattern.compile("\"" + name + "\":\\s*\"([^\"]+)\"").matcher(json);
        if (!matcher.find()) {
            throw new AssertionError("no " + name + " in an answer");
        }
        return matcher.group(1);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("no answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        process.close();
        client.shutdownNow();
    }
}
