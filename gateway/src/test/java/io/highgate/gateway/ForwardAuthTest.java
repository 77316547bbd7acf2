package io.highgate.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A service that decides who passes, and what happens when it does not answer. */
class ForwardAuthTest {

    private final HttpServer service = server();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final CountDownLatch silence = new CountDownLatch(1);

    ForwardAuthTest() {
        service.setExecutor(threads);
        service.createContext("/check", this::decide);
        service.start();
    }

    private static HttpServer server() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void stop() {
        silence.countDown();
        service.stop(0);
        threads.shutdownNow();
    }

    private void decide(HttpExchange exchange) throws IOException {
        try (exchange) {
            var fields = exchange.getRequestHeaders();
            asked.add(exchange.getRequestMethod() + " " + fields.getFirst("X-Forwarded-Method") + " "
                    + fields.getFirst("X-Forwarded-Proto") + "://" + fields.getFirst("X-Forwarded-Host")
                    + fields.getFirst("X-Forwarded-Uri") + " " + fields.getFirst("X-Forwarded-For") + " "
                    + fields.getFirst("Cookie") + " " + fields.getFirst("X-Other"));
            String who = String.valueOf(fields.getFirst("Authorization"));
            switch (who) {
                case "alice" -> {
                    exchange.getResponseHeaders().set("X-Auth-User", "alice");
                    exchange.getResponseHeaders().set("X-Auth-Roles", "editor, viewer");
                    answer(exchange, 200, "");
                }
                case "mallory" -> {
                    exchange.getResponseHeaders().set("X-Auth-User", "x".repeat(300));
                    answer(exchange, 200, "");
                }
                case "bob" -> answer(exchange, 403, "not you");
                case "carol" -> {
                    exchange.getResponseHeaders().set("Location", "https://login.example/");
                    answer(exchange, 302, "");
                }
                case "large" -> answer(exchange, 403, "x".repeat(70_000));
                case "broken" -> answer(exchange, 500, "");
                case "silent" -> await();
                default -> answer(exchange, 401, "{\"who\":\"are you\"}");
            }
        }
    }

    private void await() {
        try {
            silence.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] octets = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, octets.length == 0 ? -1 : octets.length);
        exchange.getResponseBody().write(octets);
    }

    private RunningGateway gateway(String settings) {
        return RunningGateway.of("""
                authenticators:
                  service: {forwardAuth: {url: "http://127.0.0.1:%d/check", %s}}
                routes: [{name: all, access: {by: [service], roles: [editor]}, respond: {body: hello}}]
                """.formatted(
                        service.getAddress().getPort(),
                        settings.contains("call") ? settings : settings + ", call: {timeout: 30s}"));
    }

    private static String ask(RunningGateway gateway, String who) {
        return gateway.ask("GET /a?b=c HTTP/1.1\r\nHost: shop\r\nCookie: d=e\r\nX-Other: f\r\nX-Auth-User: root\r\n"
                + "Authorization: " + who + "\r\n\r\n");
    }

    @Test
    void whoItLetsPassIsWhomItNames() {
        try (RunningGateway gateway = gateway("whenAway: refuse")) {
            assertThat(ask(gateway, "alice")).startsWith("HTTP/1.1 200").contains("hello");
            assertThat(asked).containsExactly("GET GET http://shop/a?b=c 127.0.0.1 d=e null");
        }
    }

    @Test
    void whomItDoesNotLetPassHearsWhatItSays() {
        try (RunningGateway gateway = gateway("whenAway: allow")) {
            assertThat(ask(gateway, "bob")).startsWith("HTTP/1.1 403").endsWith("not you");
            assertThat(ask(gateway, "carol"))
                    .startsWith("HTTP/1.1 302")
                    .containsIgnoringCase("Location: https://login.example/");
            assertThat(ask(gateway, "nobody")).startsWith("HTTP/1.1 401").endsWith("{\"who\":\"are you\"}");
            assertThat(ask(gateway, "mallory")).startsWith("HTTP/1.1 401");
            assertThat(ask(gateway, "large")).startsWith("HTTP/1.1 503");
        }
    }

    @Test
    void itIsClosedWhileItDoesNotAnswer() {
        try (RunningGateway gateway = gateway("call: {timeout: 200ms}")) {
            assertThat(ask(gateway, "silent")).startsWith("HTTP/1.1 503");
            assertThat(ask(gateway, "broken")).startsWith("HTTP/1.1 503");
            service.stop(0);
            assertThat(ask(gateway, "alice")).startsWith("HTTP/1.1 503");
        }
    }

    @Test
    void whereItIsConfiguredToPassItPassesAsNobodyWithoutRoles() {
        try (RunningGateway gateway = gateway("whenAway: allow")) {
            assertThat(ask(gateway, "broken")).startsWith("HTTP/1.1 403").contains("none of the roles");
        }
    }

    @Test
    void callsBeyondTheirNumberAreNotMade() {
        try (RunningGateway gateway = gateway("call: {concurrency: 1, timeout: 30s}");
                var wire = gateway.connect()) {
            wire.send("GET / HTTP/1.1\r\nHost: shop\r\nAuthorization: silent\r\n\r\n");
            io.highgate.testkit.Await.until("it is asked", () -> asked.size() == 1);
            assertThat(ask(gateway, "alice")).startsWith("HTTP/1.1 503");
            silence.countDown();
            wire.readHead();
            assertThat(ask(gateway, "alice")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void whatItSaidIsRememberedForTheVerySameQuestionOnly() {
        try (RunningGateway gateway = gateway("rememberGood: 5m")) {
            assertThat(ask(gateway, "alice")).startsWith("HTTP/1.1 200");
            assertThat(ask(gateway, "alice")).startsWith("HTTP/1.1 200");
            assertThat(asked).hasSize(1);
            assertThat(gateway.ask("GET /b HTTP/1.1\r\nHost: shop\r\nAuthorization: alice\r\n\r\n"))
                    .startsWith("HTTP/1.1 200");
            assertThat(asked).hasSize(2);
            assertThat(ask(gateway, "bob")).startsWith("HTTP/1.1 403");
            assertThat(ask(gateway, "bob")).startsWith("HTTP/1.1 403");
            assertThat(asked).as("what is refused is asked again").hasSize(4);
        }
    }
}
