package io.highgate.spring;

import io.highgate.sdk.provider.ProviderState;
import io.highgate.sdk.provider.declare.GatewayInterface;
import io.highgate.sdk.provider.declare.GatewayMethod;
import io.highgate.testkit.Await;
import io.highgate.wire.json.Fields;
import io.highgate.wire.json.JsonException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** An application with the starter, whole, on loopback; also run on Spring Boot 4. */
class StarterTest {

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<AutoCloseable> open = new ArrayList<>();
    private BookingCenter center;

    @BeforeEach
    void start() throws IOException {
        center = new BookingCenter();
        open.add(center);
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    @Test
    void theVersionOfSpringBootIsTheOneThatIsMeant() {
        assertThat(SpringBootVersion.getVersion()).startsWith(System.getProperty("highgate.boot", "3.5."));
    }

    @Test
    void theCentersAddressAndTheApplicationsNameAreEnough() throws JsonException, IOException, InterruptedException {
        ConfigurableApplicationContext app =
                run("spring.application.name=Orders", "management.endpoint.health.probes.enabled=false");
        Await.until("registered", () -> state(app) == ProviderState.REGISTERED);

        assertThat(center.asked("PUT"))
                .containsExactly("PUT /api/center/cells/orders/instances/127.0.0.1:" + port(app));
        Fields facts = center.said("PUT");
        assertThat(facts.number("port", 1, 65_535)).isEqualTo(port(app));
        assertThat(facts.text("health")).isEqualTo("/highgate/ready");
        assertThat(get(app, "/highgate/ready").statusCode()).isEqualTo(200);
        assertThat(get(app, "/highgate/ready").body()).isEqualTo("{\"status\":\"up\"}");
    }

    @Test
    void theActuatorsReadinessIsAskedWhereItIs() throws JsonException {
        ConfigurableApplicationContext app = run(
                "spring.application.name=orders", "management.endpoint.health.probes.enabled=true",
                "server.servlet.context-path=/shop", "management.endpoints.web.base-path=/manage");
        Await.until("registered", () -> state(app) == ProviderState.REGISTERED);

        assertThat(center.said("PUT").text("health")).isEqualTo("/shop/manage/health/readiness");
    }

    @Test
    void anActuatorAtAnotherPortIsNotAsked() throws JsonException {
        ConfigurableApplicationContext app = run(
                "spring.application.name=orders",
                "management.endpoint.health.probes.enabled=true",
                "management.server.port=0");
        Await.until("registered", () -> state(app) == ProviderState.REGISTERED);

        assertThat(center.said("PUT").text("health")).isEqualTo("/highgate/ready");
    }

    @Test
    void everythingCanBeSaidInAnySpelling() throws JsonException {
        ConfigurableApplicationContext app = run(
                "gateway-server.serverName=crm",
                "gatewayserver.SAFE_KEY=key",
                "gateway-server.safe-secret=secret",
                "gateway-server.metadata.team=blue",
                "gateway-server.weight=7",
                "gateway-server.beat=15s",
                "gateway-server.lease=30s",
                "gateway-server.id=one");
        Await.until("registered", () -> state(app) == ProviderState.REGISTERED);

        assertThat(center.asked("PUT")).containsExactly("PUT /api/center/cells/crm/instances/one");
        assertThat(center.said("PUT").textsByName("metadata")).containsEntry("team", "blue");
        assertThat(center.said("PUT").number("weight", 7, 7)).isEqualTo(7);
        assertThat(center.said("PUT").number("lease", 30_000, 30_000)).isEqualTo(30_000);
    }

    @Test
    void nothingIsLostWhileItShutsDown() throws Exception {
        ConfigurableApplicationContext app = run("spring.application.name=orders", "gateway-server.drain-wait=2s");
        Await.until("registered", () -> state(app) == ProviderState.REGISTERED);
        CompletableFuture<HttpResponse<String>> slow = client.sendAsync(
                HttpRequest.newBuilder(uri(app, "/slow")).build(), HttpResponse.BodyHandlers.ofString());
        Pages pages = app.getBean(Pages.class);
        pages.entered.await();
        int port = port(app);
        Thread closing = Thread.ofVirtual().start(app::close);
        Await.until("drained", () -> !center.asked("/drain").isEmpty());

        // Gateways that have not heard of it yet still send requests.
        assertThat(get(app, "/quick").body()).isEqualTo("quick");
        Await.until("the server takes nothing new", () -> refused(port));
        assertThat(center.asked("DELETE")).isEmpty();
        assertThat(slow).isNotDone();
        pages.leave.countDown();
        closing.join();

        assertThat(slow.join().body()).isEqualTo("slow");
        assertThat(center.asked("DELETE"))
                .containsExactly("DELETE /api/center/cells/orders/instances/127.0.0.1:" + port);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gateway-server.port=http",
                "gateway-server.no-such-thing=1",
                "gateway-server.center-addr=ftp://x",
                "gateway-server.safe-key=half",
                "gateway-server.beat=10s",
                "gateway-server.server-name=",
            })
    void theApplicationStartsWhateverIsWrongWithTheSettings(String wrong) throws Exception {
        ConfigurableApplicationContext app = run(wrong);

        assertThat(get(app, "/quick").statusCode()).isEqualTo(200);
        assertThat(state(app)).isNull();
        assertThat(center.asked("")).isEmpty();
    }

    @Test
    void theApplicationStartsAndStopsWithoutACenter() throws Exception {
        center.close();
        ConfigurableApplicationContext app = run("spring.application.name=orders", "gateway-server.drain-wait=200ms");
        assertThat(get(app, "/quick").statusCode()).isEqualTo(200);
        Await.until("tried", () -> state(app) == ProviderState.AWAY);
        app.close();

        assertThatThrownBy(() -> get(app, "/quick")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whoWantsNothingOfTheCenterIsLeftAlone() {
        ConfigurableApplicationContext off = run("gateway-server.enabled=false", "spring.application.name=orders");
        ConfigurableApplicationContext noCenter = run("gateway-server.center-addr=", "spring.application.name=orders");
        ConfigurableApplicationContext noWeb =
                run("spring.main.web-application-type=none", "spring.application.name=orders");

        assertThat(off.getBeanNamesForType(Registration.class)).isEmpty();
        assertThat(state(noCenter)).isNull();
        assertThat(state(noWeb)).isNull();
        assertThat(center.asked("")).isEmpty();
    }

    @Test
    void interfacesOfBeansAreDeclared() throws JsonException {
        ConfigurableApplicationContext app = run(
                "spring.application.name=orders", "gateway-server.safe-key=key", "gateway-server.safe-secret=secret");
        Await.until("declared", () -> !center.asked("create").isEmpty());

        assertThat(center.said("create").text("interfaceName")).isEqualTo("pages");
        Await.until("is registered", () -> state(app) == ProviderState.REGISTERED);
    }

    private ConfigurableApplicationContext run(String... properties) {
        String[] usual = {
            "server.port=0",
            "server.address=127.0.0.1",
            "gateway-server.center-addr=" + center.address(),
            "gateway-server.drain-wait=0",
            "spring.main.banner-mode=off",
            "logging.level.root=warn"
        };
        SpringApplication application = new SpringApplication(App.class);
        application.setRegisterShutdownHook(false);
        String[] arguments = Stream.concat(Stream.of(usual), Stream.of(properties))
                .collect(java.util.stream.Collectors.toMap(
                        it -> it.substring(0, it.indexOf('=')), it -> "--" + it, (one, other) -> other))
                .values()
                .toArray(new String[0]);
        ConfigurableApplicationContext context = application.run(arguments);
        open.add(context);
        return context;
    }

    private static @org.jspecify.annotations.Nullable ProviderState state(ConfigurableApplicationContext app) {
        return app.getBean(Registration.class).state();
    }

    private static int port(ConfigurableApplicationContext app) {
        return app.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    private static URI uri(ConfigurableApplicationContext app, String path) {
        return URI.create("http://127.0.0.1:" + port(app) + path);
    }

    private HttpResponse<String> get(ConfigurableApplicationContext app, String path)
            throws IOException, InterruptedException {
        if (!app.isActive()) {
            throw new IllegalStateException("closed");
        }
        return client.send(HttpRequest.newBuilder(uri(app, path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static boolean refused(int port) throws IOException {
        try (java.net.Socket socket = new java.net.Socket(java.net.InetAddress.getLoopbackAddress(), port)) {
            return socket.isClosed();
        } catch (ConnectException refused) {
            return true;
        }
    }

    /** A small application. */
    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import(Pages.class)
    public static class App {

        @Bean
        String something() {
            return "something";
        }
    }

    /** What it offers. */
    @RestController
    @GatewayInterface("pages")
    public static class Pages {

        final CountDownLatch entered = new CountDownLatch(1);
        final CountDownLatch leave = new CountDownLatch(1);

        @GetMapping("/quick")
        @GatewayMethod(url = "/quick", isAuth = false)
        public String quick() {
            return "quick";
        }

        @GetMapping("/slow")
        public String slow() throws InterruptedException {
            entered.countDown();
            leave.await();
            return "slow";
        }
    }
}
