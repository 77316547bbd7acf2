package io.highgate.app.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.highgate.wire.json.Json;
import io.highgate.wire.key.SafeToken;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Answers as {@code openapi.yaml} says a center does, from lists that a test fills, a few items a page; or
 * once with whatever a test wants. Knows one key and one token. Thread-safe.
 */
final class ScriptedCenter implements AutoCloseable {

    static final String SAFE_KEY = "sk-jane";
    static final String SAFE_SECRET = "a secret of an operator";
    static final String TOKEN = "0123456789abcdef0123456789abcdef";

    /** One answer. */
    record Scripted(int status, String type, String body, Map<String, String> headers) {
        static Scripted error(int status, String code, String message, Map<String, String> headers) {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("code", code);
            body.put("message", message);
            body.put("requestId", "r-1");
            return new Scripted(status, "application/json", Json.write(body), headers);
        }

        static Scripted json(int status, @Nullable Object body) {
            return new Scripted(status, "application/json", Json.write(body), Map.of());
        }
    }

    final List<Map<String, Object>> instances = new CopyOnWriteArrayList<>();
    final List<Map<String, Object>> keys = new CopyOnWriteArrayList<>();
    final List<Map<String, Object>> audit = new CopyOnWriteArrayList<>();
    final List<String> asked = new CopyOnWriteArrayList<>();
    final List<String> bodies = new CopyOnWriteArrayList<>();
    final Queue<Scripted> next = new ConcurrentLinkedQueue<>();

    private final HttpServer server;
    private final int mostAtOnce;

    private ScriptedCenter(HttpServer server, int mostAtOnce) {
        this.server = server;
        this.mostAtOnce = mostAtOnce;
    }

    static ScriptedCenter start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ScriptedCenter center = new ScriptedCenter(server, 2);
        server.createContext("/", center::handle);
        server.start();
        return center;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** An environment in which this center and its key are named. */
    Map<String, String> environment() {
        return Map.of("HIGHGATE_CENTER", url(), "HIGHGATE_KEY", SAFE_KEY, "HIGHGATE_SECRET", SAFE_SECRET);
    }

    void instance(String cell, String id, String state) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("cell", cell);
        json.put("id", id);
        json.put("host", "10.0.0.7");
        json.put("port", 9001);
        json.put("state", state);
        json.put("lease", 3000);
        instances.add(json);
    }

    void key(String safeKey, String kind, String subject) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("safeKey", safeKey);
        json.put("kind", kind);
        json.put("subject", subject);
        json.put("enabled", true);
        json.put("generation", 1);
        json.put("created", "2026-01-31T12:00:00Z");
        keys.add(json);
    }

    void entry(int id, String action, String subject) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", id);
        json.put("at", "2026-01-31T12:00:00Z");
        json.put("who", "operator jane");
        json.put("action", action);
        json.put("subject", subject);
        json.put("before", null);
        json.put("after", "draining");
        json.put("cell", "orders");
        json.put("requestId", "r-" + id);
        audit.addFirst(json);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String query = Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), "");
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Scripted scripted = next.poll();
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        Scripted answer = scripted != null
                ? scripted
                : knows(authorization)
                        ? answer(
                                exchange.getRequestMethod(),
                                exchange.getRequestURI().getRawPath(),
                                parameters(query))
                        : Scripted.error(401, "UNAUTHORIZED", "nobody knows who asks", Map.of());
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        byte[] octets = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), octets.length == 0 ? -1 : octets.length);
        exchange.getResponseBody().write(octets);
        exchange.close();
    }

    private static boolean knows(@Nullable String authorization) {
        if (authorization == null || !authorization.startsWith("Bearer ")) {
            return false;
        }
        SafeToken token = SafeToken.read(authorization.substring(7));
        return authorization.endsWith(" " + TOKEN)
                || token != null && token.safeKey().equals(SAFE_KEY) && token.isSignedWith(SAFE_SECRET);
    }

    private Scripted answer(String method, String path, Map<String, String> query) {
        List<String> way = List.of(path.split("/")).stream()
                .map(it -> URLDecoder.decode(it, StandardCharsets.UTF_8))
                .toList();
        String shape = method + " " + (way.size() > 3 ? way.get(3) : "") + " " + way.size();
        return switch (shape) {
            case "GET cells 4" -> page(cells(), query, "cell");
            case "GET instances 4" -> page(wanted(query), query, "key");
            case "POST cells 8" -> drain(way.get(4), way.get(6), way.get(7));
            case "GET keys 4" -> page(keys, query, "safeKey");
            case "POST keys 4" -> create();
            case "POST keys 6" -> change(way.get(4), way.get(5));
            case "GET audit 4" -> auditPage(query);
            case "GET audit 5" -> export();
            default -> Scripted.error(404, "NOT_FOUND", "there is nothing at this path", Map.of());
        };
    }

    private List<Map<String, Object>> cells() {
        Map<String, Map<String, Object>> cells = new LinkedHashMap<>();
        for (Map<String, Object> instance : instances) {
            Map<String, Object> cell = cells.computeIfAbsent(said(instance, "cell"), name -> {
                Map<String, Object> fresh = new LinkedHashMap<>();
                fresh.put("cell", name);
                List.of("instances", "up", "down", "draining").forEach(it -> fresh.put(it, 0));
                return fresh;
            });
            cell.merge("instances", 1, (a, b) -> (Integer) a + (Integer) b);
            cell.merge(said(instance, "state"), 1, (a, b) -> (Integer) a + (Integer) b);
        }
        return List.copyOf(cells.values());
    }

    private List<Map<String, Object>> wanted(Map<String, String> query) {
        return instances.stream()
                .filter(it -> !query.containsKey("cell") || said(it, "cell").equals(query.get("cell")))
                .filter(it -> !query.containsKey("state") || said(it, "state").equals(query.get("state")))
                .toList();
    }

    private Scripted page(List<Map<String, Object>> all, Map<String, String> query, String name) {
        List<Map<String, Object>> behind = new ArrayList<>(all);
        String after = query.get("after");
        while (after != null
                && !behind.isEmpty()
                && !name(behind.removeFirst(), name).equals(after)) {
            // The page begins behind the one that is named.
        }
        int limit = Math.min(mostAtOnce, Integer.parseInt(query.getOrDefault("limit", "100")));
        List<Map<String, Object>> items = behind.subList(0, Math.min(limit, behind.size()));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("items", items);
        if (!name.equals("safeKey")) {
            json.put("total", all.size());
        }
        if (items.size() < behind.size()) {
            json.put("next", name(items.getLast(), name));
        }
        return Scripted.json(200, json);
    }

    private static String name(Map<String, Object> item, String name) {
        return name.equals("key") ? said(item, "cell") + "/" + said(item, "id") : said(item, name);
    }

    private Scripted drain(String cell, String id, String deed) {
        for (Map<String, Object> instance : instances) {
            if (said(instance, "cell").equals(cell) && said(instance, "id").equals(id)) {
                instance.put("state", deed.equals("drain") ? "draining" : "up");
                return Scripted.json(200, instance);
            }
        }
        return Scripted.error(404, "NOT_FOUND", "there is no instance " + cell + "/" + id, Map.of());
    }

    private static String said(Map<String, Object> item, String name) {
        return String.valueOf(item.get(name));
    }

    private Scripted create() {
        Object wanted;
        try {
            wanted = Json.read(bodies.getLast());
        } catch (io.highgate.wire.json.JsonException e) {
            return Scripted.error(400, "BAD_REQUEST", String.valueOf(e.getMessage()), Map.of());
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("safeKey", "sk-new");
        ((Map<?, ?>) Objects.requireNonNull(wanted)).forEach((name, value) -> json.put(name.toString(), value));
        json.put("enabled", true);
        json.put("generation", 1);
        json.put("created", "2026-01-31T12:00:00Z");
        json.put("safeSecret", "fresh-secret-1");
        return Scripted.json(201, json);
    }

    private Scripted change(String safeKey, String deed) {
        for (Map<String, Object> key : keys) {
            if (said(key, "safeKey").equals(safeKey)) {
                key.put("enabled", !deed.equals("disable"));
                Map<String, Object> json = new LinkedHashMap<>(key);
                if (deed.equals("rotate")) {
                    json.put("safeSecret", "fresh-secret-2");
                }
                return Scripted.json(200, json);
            }
        }
        return Scripted.error(404, "NOT_FOUND", "there is no such key", Map.of());
    }

    private Scripted auditPage(Map<String, String> query) {
        long before = Long.parseLong(query.getOrDefault("before", "1000000"));
        int limit = Math.min(mostAtOnce, Integer.parseInt(query.getOrDefault("limit", "100")));
        List<Map<String, Object>> items = audit.stream()
                .filter(it -> Long.parseLong(said(it, "id")) < before)
                .limit(limit)
                .toList();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("items", items);
        if (items.size() == limit) {
            json.put("next", items.getLast().get("id"));
        }
        return Scripted.json(200, json);
    }

    private Scripted export() {
        String lines = audit.stream().map(it -> Json.write(it) + "\n").collect(Collectors.joining());
        return new Scripted(200, "application/x-ndjson", lines, Map.of());
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : query.isEmpty() ? new String[0] : query.split("&")) {
            String[] parts = pair.split("=", 2);
            parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return parameters;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
