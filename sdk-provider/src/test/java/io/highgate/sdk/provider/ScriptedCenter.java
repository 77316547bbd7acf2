package io.highgate.sdk.provider;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A center that answers as it is told and keeps a book of what it was asked. Also plays the service itself:
 * {@code GET /health}. Safe for use by any thread.
 */
final class ScriptedCenter implements AutoCloseable {

    /** One request. */
    record Asked(String method, String path, @Nullable String authorization, String body) {
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final Map<String, Answer> script = new ConcurrentHashMap<>();

    ScriptedCenter() throws IOException {
        this(0);
    }

    ScriptedCenter(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
        answer("GET /health", 200, "");
        answer("PUT", 201, "{\"cell\":\"crm\",\"id\":\"x\",\"lease\":3000,\"beat\":1000}");
        answer("beat", 204, "");
        answer("drain", 200, "{}");
        answer("DELETE", 204, "");
        answer("create", 200, "{\"code\":1,\"msg\":\"ok\",\"data\":true}");
    }

    int port() {
        return server.getAddress().getPort();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port());
    }

    List<Asked> asked() {
        return asked;
    }

    /** The requests whose first line contains this. */
    List<Asked> asked(String part) {
        return asked.stream().filter(it -> it.toString().contains(part)).toList();
    }

    /** From now on, what contains this in its first line is answered so. */
    void answer(String part, int status, String body) {
        script.put(part, new Answer(status, null, body));
    }

    void answer(String part, int status, String retryAfter, String body) {
        script.put(part, new Answer(status, retryAfter, body));
    }

    /** Settings of a provider of this service at this center. */
    ProviderSettings settings(ScriptedCenter service, Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(Map.of(
                "server-name", "CRM",
                "center-addr", uri().toString(),
                "safe-key", "key",
                "safe-secret", "secret",
                "port", String.valueOf(service.port()),
                "drain-wait", "200ms"));
        all.putAll(more);
        Map<String, String> named = new TreeMap<>();
        all.forEach((name, value) -> named.put(ProviderSettings.PREFIX + name, value));
        return ProviderSettings.read(named);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Asked request = new Asked(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                exchange.getRequestHeaders().getFirst("Authorization"),
                body);
        asked.add(request);
        Answer answer = script.entrySet().stream()
                .filter(it -> request.toString().contains(it.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(new Answer(404, null, "{\"code\":\"NOT_FOUND\"}"));
        if (answer.retryAfter() != null) {
            exchange.getResponseHeaders().set("Retry-After", answer.retryAfter());
        }
        byte[] octets = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), octets.length == 0 ? -1 : octets.length);
        if (octets.length > 0) {
            exchange.getResponseBody().write(octets);
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
