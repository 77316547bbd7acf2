package io.highgate.app.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Highgate in a process of its own, as a user runs it, and what it logs. */
final class RunningProcess implements AutoCloseable {

    private static final Pattern PORT = Pattern.compile("main \\(port (\\d+)\\)");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final List<String> read = new ArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();

    private RunningProcess(Process process) {
        this.process = process;
        Thread.ofVirtual().start(this::follow);
    }

    static RunningProcess start(Path here, String... arguments) throws IOException {
        return start(here, Map.of(), arguments);
    }

    static RunningProcess start(Path here, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "io.highgate.app.Highgate"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(here.toFile()).redirectErrorStream(true);
        builder.environment().remove("HIGHGATE_LOG_LEVEL");
        builder.environment().putAll(environment);
        return new RunningProcess(builder.start());
    }

    private void follow() {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            reader.lines().forEach(lines::add);
        } catch (IOException | java.io.UncheckedIOException ended) {
            lines.add("(output ended: " + ended + ")");
        }
    }

    /** Waits for a line of output that holds the text. */
    String awaitLine(String text) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            String line = lines.poll(100, TimeUnit.MILLISECONDS);
            if (line != null) {
                read.add(line);
                if (line.contains(text)) {
                    return line;
                }
            }
        }
        throw new AssertionError("no line with '" + text + "' in:\n" + String.join("\n", read));
    }

    /** Waits until the gateway serves; the port it serves on. */
    int awaitPort() throws InterruptedException {
        Matcher port = PORT.matcher(awaitLine("main (port "));
        if (!port.find()) {
            throw new AssertionError("no port in: " + read.getLast());
        }
        return Integer.parseInt(port.group(1));
    }

    /** Everything it has said so far that was waited for or passed over. */
    List<String> read() {
        return List.copyOf(read);
    }

    HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(PATIENCE)
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    HttpResponse<String> post(int port, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(PATIENCE)
                .POST(BodyPublishers.noBody())
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    /** Sends a signal, as "TERM". */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    int awaitExit() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("still running; it said:\n" + String.join("\n", read));
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        client.shutdownNow();
    }
}
