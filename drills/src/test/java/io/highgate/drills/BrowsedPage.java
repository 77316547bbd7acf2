package io.highgate.drills;

import com.sun.net.httpserver.HttpExchange;
import io.highgate.drills.process.SmallOrigin;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.ImageIO;

/**
 * The origin of a page with all that pages have: style, script modules, pictures, fetches, a stream
 * of events. The page has loaded when it has reported what arrived. Thread-safe.
 */
final class BrowsedPage implements AutoCloseable {

    private static final Map<String, String> FILES = Map.of(
            "/index.html", "text/html",
            "/style.css", "text/css",
            "/page.js", "text/javascript",
            "/words.js", "text/javascript");

    private final SmallOrigin origin = new SmallOrigin();
    private final AtomicReference<String> report = new AtomicReference<>("");
    private final CountDownLatch reported = new CountDownLatch(1);

    BrowsedPage() {
        FILES.forEach((path, type) -> origin.at(path, type, resource(path)));
        origin.at("/picture.png", "image/png", picture())
                .at("/gate.png", this::gate)
                .at("/data.json", BrowsedPage::data)
                .at("/echo", BrowsedPage::echo)
                .at("/events", BrowsedPage::events)
                .at("/report", this::report);
    }

    String address() {
        return origin.address();
    }

    /** What the page has reported to have arrived, line by line. */
    String report() {
        return report.get();
    }

    private static byte[] resource(String path) {
        try (InputStream in = Objects.requireNonNull(BrowsedPage.class.getResourceAsStream("/page" + path), path)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] picture() {
        BufferedImage image = new BufferedImage(320, 200, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < 320; x++) {
            for (int y = 0; y < 200; y++) {
                image.setRGB(x, y, new Color(x % 256, y, x * y % 256).getRGB());
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private void gate(HttpExchange exchange) throws IOException {
        try {
            answer(exchange, reported.await(20, TimeUnit.SECONDS) ? 204 : 503, "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void data(HttpExchange exchange) throws IOException {
        boolean asked = "yes".equals(exchange.getRequestHeaders().getFirst("X-Asked"));
        String query = exchange.getRequestURI().getRawQuery();
        answer(exchange, 200, "{\"name\": \"" + query + " " + asked + "\"}");
    }

    private static void echo(HttpExchange exchange) throws IOException {
        answer(exchange, 200, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    }

    /** Three events, then silence: the page must get them without the end of the answer. */
    private static void events(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        for (int i = 1; i <= 3; i++) {
            out.write(("data: " + i + "\n\n").getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }
    }

    private void report(HttpExchange exchange) throws IOException {
        report.set(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        answer(exchange, 204, "");
        reported.countDown();
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] octets = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, octets.length == 0 ? -1 : octets.length);
        exchange.getResponseBody().write(octets);
        exchange.close();
    }

    @Override
    public void close() {
        origin.close();
    }
}
