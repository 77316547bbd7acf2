package io.highgate.spring;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.highgate.wire.json.Fields;
import io.highgate.wire.json.JsonException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A center that takes everything and keeps a book of it. Safe for use by any thread. */
final class BookingCenter implements AutoCloseable {

    private final HttpServer server;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();

    BookingCenter() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.createContext("/", this::handle);
        server.start();
    }

    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Method and path of each request that contains this, beats left out. */
    List<String> asked(String part) {
        return asked.stream().filter(it -> it.contains(part)).toList();
    }

    /** What the first request that contains this said. */
    Fields said(String part) throws JsonException {
        for (int i = 0; i < asked.size(); i++) {
            if (asked.get(i).contains(part)) {
                return Fields.read(bodies.get(i));
            }
        }
        throw new AssertionError("nobody asked " + part);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        if (!request.endsWith("/beat")) {
            bodies.add(body);
            asked.add(request);
        }
        byte[] answer = "{\"code\":1}".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
