package io.highgate.app.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Runs the demo's trials as a client would and prints what came. Confined to one thread. */
final class TrialRun implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final int SHOWN = 160;

    private final PrintWriter out;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    TrialRun(PrintWriter out) {
        this.out = out;
    }

    /** Waits until a trial that depends on a registration does not fail; not for ever. */
    void awaitRegistered(Trial trial) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!isAnswered(trial) && System.nanoTime() - end < 0) {
            Thread.sleep(LOOK);
        }
    }

    private boolean isAnswered(Trial trial) throws InterruptedException {
        try {
            return client.send(request(trial), BodyHandlers.discarding()).statusCode() == trial.status();
        } catch (IOException e) {
            return false;
        }
    }

    /** Runs all of them; says whether every answer was as it should be. */
    boolean run(List<Trial> trials) throws InterruptedException {
        int good = 0;
        for (Trial trial : trials) {
            good += passes(trial) ? 1 : 0;
        }
        out.println("%d of %d as expected".formatted(good, trials.size()));
        out.flush();
        return good == trials.size();
    }

    private boolean passes(Trial trial) throws InterruptedException {
        out.println("$ " + trial.curl());
        try {
            HttpResponse<String> response = client.send(request(trial), BodyHandlers.ofString(StandardCharsets.UTF_8));
            boolean good = response.statusCode() == trial.status()
                    && (response.headers() + response.body()).contains(trial.holds());
            out.println((good ? "  ok  " : "  FAILED (wanted " + trial.status() + " with " + trial.holds() + ")  ")
                    + response.statusCode() + "  " + start(response.body()));
            return good;
        } catch (IOException e) {
            out.println("  FAILED  " + e);
            return false;
        }
    }

    private static HttpRequest request(Trial trial) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(trial.url())).timeout(PATIENCE);
        String body = trial.ask().body();
        if (body == null) {
            request.GET();
        } else {
            request.method(trial.ask().method(), BodyPublishers.ofString(body));
        }
        String header = trial.ask().header();
        if (header != null) {
            int colon = header.indexOf(':');
            request.header(
                    header.substring(0, colon), header.substring(colon + 1).strip());
        }
        return request.build();
    }

    private static String start(String body) {
        String line = body.strip().replaceAll("\\s+", " ");
        return line.length() > SHOWN ? line.substring(0, SHOWN) + " ..." : line;
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
