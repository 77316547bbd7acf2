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
import io.highgate.store.StoreAwayException;
import io.highgate.store.key.KeyKind;
import io.highgate.wire.json.Fields;
import io.highgate.wire.json.JsonException;
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
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
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
import static org.assertj.core.api.Assertions.within;

/** A real gateway tells a real center of each request once, whatever befalls the center meanwhile. */
class ToldRequestsTest {

    private static final KeyDesk.By TEST = new KeyDesk.By("test", "test");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String PARENT = "b7ad6b7169203331";

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private HttpServer service;
    private ProcessStores stores;
    private RunningCenter center;
    private Gateway gateway;
    private String operator;
    private volatile String traceparent = "";

    @BeforeEach
    void start() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", exchange -> {
            try (exchange) {
                traceparent = exchange.getRequestHeaders().getFirst("traceparent");
                boolean fails = exchange.getRequestURI().getPath().startsWith("/broken");
                exchange.sendResponseHeaders(fails ? 500 : 200, -1);
            }
        });
        service.start();
        stores = ProcessStores.open(
                centerSpec(0).stores(),
                new ProcessStores.Means(Ticker.system(), InstantSource.system(), timer, folder.resolve("center")));
        begin(0);
        until("the tables are there", PATIENCE, this::hasTables);
        KeyDesk.Given key = center.gatewayKey("g1");
        KeyDesk.Given asks = center.desk().give(new KeyDesk.Wanted(KeyKind.OPERATOR, "op", "viewer", null), TEST);
        String pair = asks.key().safeKey() + ":" + asks.secret().reveal();
        operator = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        gateway = Wiring.gateway(folder.resolve("gateway"));
        gateway.start(read("""
                listeners: [{bind: '127.0.0.1:0'}]
                management: {bind: '127.0.0.1:0'}
                center:
                  urls: ['http://127.0.0.1:%d']
                  key: '%s'
                  secret: '%s'
                  name: edge
                  report: 1s
                  traces: 0%%
                upstreams: {crm: {endpoints: ['127.0.0.1:%d']}}
                routes:
                  - {name: read, paths: ['/read/{*rest}'], upstream: crm}
                  - {name: broken, paths: ['/broken/{*rest}'], upstream: crm}
                  - {name: answered here, path: /here, respond: {status: 200}}
                """.formatted(
                        center.port(),
                        key.key().safeKey(),
                        key.secret().reveal(),
                        service.getAddress().getPort())));
    }

    @AfterEach
    void stop() throws InterruptedException {
        gateway.close();
        center.stop();
        stores.close();
        service.stop(0);
        timer.shutdownNow();
    }

    private void begin(int port) throws IOException {
        GatewaySpec spec = centerSpec(port);
        center = new RunningCenter(spec, stores, folder.resolve("center"));
        center.start();
    }

    private boolean hasTables() {
        try {
            center.desk().give(new KeyDesk.Wanted(KeyKind.PROVIDER, "crm", null, null), TEST);
            return true;
        } catch (StoreAwayException notYet) {
            return false;
        }
    }

    private static GatewaySpec centerSpec(int port) {
        return read("governance: {bind: '127.0.0.1:" + port + "', patrol: {interval: 2s, timeout: 1s}}\n");
    }

    private static GatewaySpec read(String yaml) {
        ReadResult result = Wiring.reader().read("test.yaml", yaml, ReadOptions.strict(), Map.of());
        assertThat(result.problems()).isEmpty();
        return Objects.requireNonNull(result.spec());
    }

    private int get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port("main") + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private String ask(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + center.port() + path))
                .header("Authorization", operator)
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    /** The only route of that name; nothing if there is none yet. */
    private Fields route(String name) throws IOException, InterruptedException, JsonException {
        List<Fields> items =
                Fields.read(ask("/api/center/red?cell=crm&route=" + name)).objects("items");
        return items.isEmpty() ? Fields.read("{\"total\":0}") : items.getFirst();
    }

    private long total(String name) throws IOException, InterruptedException, JsonException {
        return route(name).number("total", 0, Long.MAX_VALUE);
    }

    @Test
    void allRequestsAreCountedByRouteAndAsLongAsTheyTook() throws Exception {
        long[] took = new long[200];
        for (int i = 0; i < took.length; i++) {
            long before = System.nanoTime();
            assertThat(get("/read/" + i)).isEqualTo(200);
            took[i] = System.nanoTime() - before;
        }
        for (int i = 0; i < 30; i++) {
            assertThat(get("/broken/" + i)).isEqualTo(500);
        }
        assertThat(get("/here")).isEqualTo(200);
        until("all are counted", PATIENCE, () -> total("read") == 200 && total("broken") == 30);

        Arrays.sort(took);
        double slowest = took[took.length - 1] / 1e6;
        Fields read = route("read");
        assertThat(read.number("failed", 0, 1_000)).isZero();
        assertThat(read.amount("p99")).isBetween(0.01, slowest * 1.01);
        assertThat(read.amount("p50")).isCloseTo(took[100] / 1e6, within(took[100] / 1e6));
        assertThat(read.objectOrNone("status").number("2xx", 0, 1_000)).isEqualTo(200);
        assertThat(route("broken").number("failed", 0, 1_000)).isEqualTo(30);
        assertThat(route("broken").objectOrNone("status").number("5xx", 0, 1_000))
                .isEqualTo(30);
        assertThat(ask("/api/governance/metrics?cell=crm")).startsWith("{\"request_total\":230,\"success_total\":200,");
        assertThat(ask("/api/center/red")).contains("\"total\":2}").doesNotContain("answered here");
    }

    @Test
    void aSampledTraceIsToldAndGoesOnBelowTheGatewaysSpan() throws Exception {
        get("/read/a%2Fb?token=secret", "traceparent", "00-" + TRACE + "-" + PARENT + "-01");
        String below = traceparent;
        get("/read/c", "traceparent", "00-" + TRACE.replace('0', '1') + "-" + PARENT + "-00");
        assertThat(traceparent).as("not sampled: kept").endsWith("-" + PARENT + "-00");
        get("/read/d");
        assertThat(traceparent).as("traces: 0%").matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00");
        until(
                "the span is told",
                PATIENCE,
                () -> ask("/api/governance/traces?trace_id=" + TRACE).contains("spans"));

        Fields span = Fields.read(ask("/api/center/traces?trace_id=" + TRACE))
                .objects("spans")
                .getFirst();
        assertThat(below).isEqualTo("00-" + TRACE + "-" + span.text("span_id") + "-01");
        assertThat(span.text("parent_id")).isEqualTo(PARENT);
        assertThat(span.text("route")).isEqualTo("read");
        assertThat(span.text("cell")).isEqualTo("crm");
        assertThat(span.text("method")).isEqualTo("GET");
        assertThat(span.text("gateway")).isEqualTo("edge");
        assertThat(span.text("instance"))
                .isEqualTo("127.0.0.1:" + service.getAddress().getPort());
        assertThat(span.text("path")).startsWith("/read/a").doesNotContain("secret", "?");
        assertThat(span.number("status_code", 100, 599)).isEqualTo(200);
        assertThat(ask("/api/center/traces?trace_id=" + TRACE.replace('0', '1')))
                .contains("NOT_FOUND");
    }

    @Test
    void whatIsCountedWhileNoCenterIsThereIsToldWhenOneIsBack() throws Exception {
        int port = center.port();
        get("/read/0");
        until("the gateway tells", PATIENCE, () -> total("read") == 1);
        center.stop();
        for (int i = 0; i < 50; i++) {
            assertThat(get("/read/" + i)).isEqualTo(200);
        }
        begin(port);

        until("all of it is counted by the new one", PATIENCE, () -> total("read") == 50);
    }
}
