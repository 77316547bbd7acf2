package io.highgate.examples.orders;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/** The service as it is run, with a center that takes everything. */
class OrdersServiceTest {

    private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
    private HttpServer center;

    @BeforeEach
    void start() throws Exception {
        center = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        center.createContext("/", exchange -> {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        center.start();
    }

    @AfterEach
    void stop() {
        center.stop(0);
    }

    @Test
    void itServesRegistersAndLeaves() throws Exception {
        String address =
                "--gateway-server.center-addr=127.0.0.1:" + center.getAddress().getPort();
        SpringApplication application = new SpringApplication(OrdersService.class);
        String[] arguments = {address, "--gateway-server.drain-wait=100ms"};
        String port;
        try (ConfigurableApplicationContext context = application.run(arguments)) {
            port = context.getEnvironment().getProperty("local.server.port");
            assertThat(next()).isEqualTo("PUT " + instance(port));
            assertThat(get(port, "/orders/7")).contains("\"id\":\"7\"");
            assertThat(get(port, "/actuator/health/readiness")).isEqualTo("{\"status\":\"UP\"}");
        }

        List<String> end =
                List.copyOf(asked).stream().filter(it -> !it.endsWith("/beat")).toList();
        assertThat(end).containsExactly("POST " + instance(port) + "/drain", "DELETE " + instance(port));
    }

    private static String instance(String port) {
        return "/api/center/cells/orders/instances/127.0.0.1:" + port;
    }

    private String next() throws InterruptedException {
        return asked.poll(30, TimeUnit.SECONDS);
    }

    private static String get(String port, String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + port + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
