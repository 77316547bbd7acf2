package io.highgate.app.center;

import com.sun.net.httpserver.HttpServer;
import io.highgate.app.process.Wiring;
import io.highgate.app.stores.ProcessStores;
import io.highgate.base.time.Ticker;
import io.highgate.center.access.KeyDesk;
import io.highgate.gateway.Gateway;
import io.highgate.model.read.ReadOptions;
import io.highgate.model.read.ReadResult;
import io.highgate.model.spec.GatewaySpec;
import io.highgate.sdk.provider.Provider;
import io.highgate.sdk.provider.ProviderSettings;
import io.highgate.store.key.KeyKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.highgate.testkit.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

/** A real center, a real gateway that follows it, and services that register by the SDK. */
class FoundServiceTest {

    private static final KeyDesk.By TEST = new KeyDesk.By("test", "test");

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private ProcessStores stores;
    private RunningCenter center;
    private Gateway gateway;

    @BeforeEach
    void start() throws IOException {
        GatewaySpec spec = read("governance: {bind: '127.0.0.1:0', patrol: {interval: 2s, timeout: 1s}}\n");
        stores = ProcessStores.open(
                spec.stores(),
                new ProcessStores.Means(Ticker.system(), InstantSource.system(), timer, folder.resolve("center")));
        center = new RunningCenter(spec, stores, folder.resolve("center"));
        center.start();
        KeyDesk.Given key = center.gatewayKey("g1");
        gateway = Wiring.gateway(folder.resolve("gateway"));
        gateway.start(read(
                """
                listeners: [{bind: '127.0.0.1:0'}]
                management: {bind: '127.0.0.1:0'}
                center: {urls: ['http://127.0.0.1:%d'], key: '%s', secret: '%s'}
                """.formatted(center.port(), key.key().safeKey(), key.secret().reveal())));
    }

    @AfterEach
    void stop() throws InterruptedException {
        gateway.close();
        center.stop();
        stores.close();
        timer.shutdownNow();
    }

    private static GatewaySpec read(String yaml) {
        ReadResult result = Wiring.reader().read("test.yaml", yaml, ReadOptions.strict(), Map.of());
        assertThat(result.problems()).isEmpty();
        return Objects.requireNonNull(result.spec());
    }

    private static HttpServer service(String says) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                byte[] body = (says + " " + exchange.getRequestURI()).getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
        return server;
    }

    private Provider provider(String cell, HttpServer server) {
        KeyDesk.Given key = center.desk().give(new KeyDesk.Wanted(KeyKind.PROVIDER, cell, null, null), TEST);
        return Provider.start(ProviderSettings.read(Map.of(
                "gateway-server.server-name",
                cell,
                "gateway-server.center-addr",
                "http://127.0.0.1:" + center.port(),
                "gateway-server.safe-key",
                key.key().safeKey(),
                "gateway-server.safe-secret",
                key.secret().reveal(),
                "gateway-server.host",
                "127.0.0.1",
                "gateway-server.port",
                Integer.toString(server.getAddress().getPort()),
                "gateway-server.drain-wait",
                "200ms",
                "gateway-server.shutdown-hook",
                "false")));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + gateway.port("main") + path);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer any")
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aServiceIsFoundWhenItRegistersAndForgottenWhenItLeaves() throws IOException, InterruptedException {
        assertThat(get("/api/v1/crm/a").statusCode()).isEqualTo(503);
        HttpServer server = service("crm");
        try (Provider provider = provider("crm", server)) {
            until(
                    "the service gets requests",
                    Duration.ofSeconds(10),
                    () -> get("/api/v1/crm/a").statusCode() == 200);
            assertThat(get("/api/v1/crm/a?b=c").body()).isEqualTo("crm /a?b=c");
            assertThat(provider.state()).isNotNull();
        } finally {
            server.stop(0);
        }
        until(
                "it is not asked any more",
                Duration.ofSeconds(10),
                () -> get("/api/v1/crm/a").statusCode() == 503);
    }

    @Test
    void oneThatFallsSilentIsTakenOutAndOthersGoOn() throws IOException, InterruptedException {
        HttpServer well = service("well");
        HttpServer doomed = service("doomed");
        try (Provider stays = provider("crm", well)) {
            Provider gone = provider("crm", doomed);
            until(
                    "both are known",
                    () -> center.center().registry().view().of("crm").size() == 2);
            doomed.stop(0); // its beats go on: only probes and refused connections tell
            until("requests go to the other one", Duration.ofSeconds(10), () -> {
                for (int i = 0; i < 10; i++) {
                    assertThat(get("/api/v1/crm/x").body()).startsWith("well");
                }
                return true;
            });
            until(
                    "the center knows, too",
                    Duration.ofSeconds(10),
                    () -> center.center().registry().view().of("crm").stream()
                            .anyMatch(it -> it.state() == io.highgate.wire.cell.InstanceState.DOWN));
            gone.close();
            assertThat(stays.state()).isNotNull();
        } finally {
            well.stop(0);
        }
    }

    @Test
    void aGatewayGoesOnWithoutItsCenter() throws IOException, InterruptedException {
        HttpServer server = service("crm");
        try (Provider provider = provider("crm", server)) {
            until(
                    "the service gets requests",
                    Duration.ofSeconds(10),
                    () -> get("/api/v1/crm/a").statusCode() == 200);
            center.close();
            center.stop();
            for (int i = 0; i < 50; i++) {
                assertThat(get("/api/v1/crm/a").statusCode()).isEqualTo(200);
            }
            assertThat(provider.state()).isNotNull();
        } finally {
            server.stop(0);
        }
    }
}
