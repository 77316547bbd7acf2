package io.highgate.drills.process;

import io.highgate.testkit.Await;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** A gateway in a process of its own, as a user runs it; killed, if need be, when closed. Thread-safe. */
public final class RunningGateway implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final GatewaySetup setup;
    private final Child process;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    RunningGateway(GatewaySetup setup, Child process) {
        this.setup = setup;
        this.process = process;
    }

    public int port() {
        return setup.port();
    }

    public int managementPort() {
        return setup.managementPort();
    }

    /** Its process: signals, exit code, pid. */
    public Child process() {
        return process;
    }

    /** What it has logged so far. */
    public String log() {
        return process.output();
    }

    /** Waits until the log says something. */
    public void awaitLog(String text) {
        process.awaitOutput(text);
    }

    /** Asks the traffic port. */
    public HttpResponse<String> get(String path) {
        return send(request(port(), path));
    }

    /** Asks the management port. */
    public HttpResponse<String> manage(String path) {
        return send(request(managementPort(), path));
    }

    /** Posts to the management port. */
    public HttpResponse<String> command(String path) {
        return send(request(managementPort(), path).POST(BodyPublishers.noBody()));
    }

    /** A metric; the sum over its labels where it has some. */
    public double metric(String name) {
        return manage("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    void awaitReady() {
        Await.until(
                "the gateway is ready",
                () -> !process.isAlive() || manage("/readyz").statusCode() == 200);
        if (!process.isAlive()) {
            throw new AssertionError("the gateway has ended");
        }
    }

    /** SIGTERM; waits for the end in order. */
    public void stop() {
        process.signal("TERM");
        int exit = process.awaitExit(Duration.ofSeconds(40));
        if (exit != 0) {
            throw new AssertionError("exit code " + exit + "; it said:\n" + log());
        }
    }

    private static HttpRequest.Builder request(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(PATIENCE);
    }

    /** A request to the traffic port, to be completed. */
    public HttpRequest.Builder request(String path) {
        return request(port(), path);
    }

    /** Sends it, and waits for the whole answer. */
    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("no answer: " + e + "; the gateway said:\n" + log(), e);
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
