package io.highgate.app.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * One instance of a small cell: answers every path with JSON that says who answers and what
 * arrived, and {@code /events} with a stream of events. Owns its threads; thread-safe.
 */
final class DemoCell implements Closeable {

    private static final Duration BETWEEN_EVENTS = Duration.ofMillis(300);
    private static final int EVENTS = 5;

    private final String name;
    private final int instance;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicLong answered = new AtomicLong();

    private DemoCell(String name, int instance, HttpServer server) {
        this.name = name;
        this.instance = instance;
        this.server = server;
    }

    /** Starts an instance on a free port of the loopback address. */
    static DemoCell start(String name, int instance) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        DemoCell cell = new DemoCell(name, instance, server);
        server.setExecutor(cell.threads);
        server.createContext("/", cell::echo);
        server.createContext("/hello", cell::greet);
        server.createContext("/events", cell::stream);
        server.start();
        return cell;
    }

    String name() {
        return name;
    }

    int instance() {
        return instance;
    }

    String address() {
        return "127.0.0.1:" + port();
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void echo(HttpExchange exchange) throws IOException {
        answer(exchange, DemoAnswer.of(this, exchange));
    }

    private void greet(HttpExchange exchange) throws IOException {
        answer(exchange, DemoAnswer.of(this, exchange).greeting(exchange.getRequestURI()));
    }

    private void answer(HttpExchange exchange, DemoAnswer answer) throws IOException {
        try (exchange) {
            byte[] body = answer.json().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private void stream(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            for (int i = 1; i <= EVENTS; i++) {
                String event = "id: %d%ndata: {\"cell\":\"%s\",\"instance\":%d,\"event\":%d}%n%n"
                        .formatted(i, name, instance, i);
                out.write(event.getBytes(StandardCharsets.UTF_8));
                out.flush();
                LockSupport.parkNanos(i == EVENTS ? 0 : BETWEEN_EVENTS.toNanos());
            }
        }
    }

    long nextNumber() {
        return answered.incrementAndGet();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
