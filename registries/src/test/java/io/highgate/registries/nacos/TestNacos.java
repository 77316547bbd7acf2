package io.highgate.registries.nacos;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Answers as a Nacos server is documented to, and keeps what it is asked; 404 where nothing is scripted. */
final class TestNacos implements AutoCloseable {

    private record Reply(int status, String body) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Reply> replies = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile @Nullable String token;
    private volatile Map<String, String> logins = Map.of();

    TestNacos() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/nacos";
    }

    void answer(String path, int status, String body) {
        replies.put(path, new Reply(status, body));
    }

    /** From now on only this token is good, which the login at that path gives. */
    void users(Map<String, String> tokenByPath, long seconds) {
        tokenByPath.forEach((path, given) -> {
            answer(
                    path,
                    200,
                    "{\"accessToken\": \"" + given + "\", \"tokenTtl\": " + seconds + ", \"globalAdmin\": false}");
            token = given;
        });
        logins = tokenByPath;
    }

    /** So many services, s0 and so on. */
    void pages(String path, int services) {
        for (int page = 1; page <= services / 500 + 1; page++) {
            String names = IntStream.range((page - 1) * 500, Math.min(services, page * 500))
                    .mapToObj(it -> "\"s" + it + "\"")
                    .collect(Collectors.joining(","));
            answer(path + "#" + page, 200, "{\"count\": " + services + ", \"doms\": [" + names + "]}");
        }
    }

    List<String> asked() {
        return asked;
    }

    /** The members of forms that were posted. */
    List<String> bodies() {
        return bodies;
    }

    Set<String> tokens() {
        return tokens;
    }

    int refused() {
        return refused.get();
    }

    int mostAtOnce() {
        return most.get();
    }

    int count(String path) {
        return (int) asked.stream().filter(it -> it.contains(path)).count();
    }

    private void handle(HttpExchange exchange) throws IOException {
        most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
        try (exchange) {
            Reply reply = reply(exchange);
            byte[] body = reply.body.getBytes(StandardCharsets.UTF_8);
            underWay.decrementAndGet();
            exchange.sendResponseHeaders(reply.status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Reply reply(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (!form.isEmpty()) {
            bodies.addAll(List.of(form.split("&")));
        }
        String good = token;
        if (good != null && !logins.containsKey(path)) {
            String brought = exchange.getRequestHeaders().getFirst("Authorization") + " "
                    + exchange.getRequestHeaders().getFirst("accessToken");
            tokens.add(brought);
            if (!brought.equals("Bearer " + good + " " + good)) {
                if (replies.containsKey(path)) {
                    refused.incrementAndGet();
                }
                return new Reply(replies.containsKey(path) ? 403 : 404, "");
            }
        }
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        String page = query.replaceAll("^.*pageNo=(\\d+).*$", "$1");
        Reply paged = replies.get(path + "#" + page);
        return paged != null ? paged : replies.getOrDefault(path, new Reply(404, ""));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
