package io.highgate.sdk.provider;

import io.highgate.sdk.provider.declare.Declarations;
import io.highgate.sdk.provider.declare.GatewayInterface;
import io.highgate.sdk.provider.declare.GatewayMethod;
import io.highgate.testkit.Await;
import io.highgate.wire.json.Fields;
import io.highgate.wire.json.JsonException;
import io.highgate.wire.key.SafeToken;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A provider on loopback, with a center that answers as it is told. */
class ProviderTest {

    private static final String INSTANCE = "/api/center/cells/crm/instances/";

    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<String> flips = new CopyOnWriteArrayList<>();
    private ScriptedCenter center;
    private ScriptedCenter service;

    @BeforeEach
    void start() throws IOException {
        center = new ScriptedCenter();
        service = new ScriptedCenter();
        open.addAll(List.of(center, service));
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    @Test
    void aServiceThatIsWellIsRegisteredAndBeatsAndLeavesInOrder() throws JsonException {
        Provider provider = provider(Map.of("zone", "north", "metadata.team", "blue", "beat", "200ms"));
        Await.until("beats", () -> center.asked("/beat").size() >= 3);
        Await.until("is registered", () -> provider.state() == ProviderState.REGISTERED);
        provider.close();
        provider.close();

        String id = "127.0.0.1:" + service.port();
        List<ScriptedCenter.Asked> asked = center.asked();
        assertThat(asked.getFirst().toString()).isEqualTo("PUT " + INSTANCE + id);
        Fields facts = Fields.read(asked.getFirst().body());
        assertThat(facts.text("host")).isEqualTo("127.0.0.1");
        assertThat(facts.number("port", 1, 65_535)).isEqualTo(service.port());
        assertThat(facts.number("beat", 200, 200)).isEqualTo(200);
        assertThat(facts.number("lease", 3_000, 3_000)).isEqualTo(3_000);
        assertThat(facts.text("zone")).isEqualTo("north");
        assertThat(facts.textsByName("metadata")).isEqualTo(Map.of("team", "blue"));
        assertThat(facts.noOthers().problems()).isEmpty();
        assertThat(center.asked("/drain")).hasSize(1);
        assertThat(asked.getLast().toString()).isEqualTo("DELETE " + INSTANCE + id);
        assertThat(flips).containsExactly("REGISTERING", "REGISTERED", "DRAINING", "CLOSED");
    }

    @Test
    void eachQuestionShowsAFreshTokenOfTheKey() {
        provider(Map.of());
        Await.until("a beat", () -> !center.asked("/beat").isEmpty());

        for (ScriptedCenter.Asked asked : center.asked()) {
            String header = Objects.requireNonNull(asked.authorization());
            assertThat(header).startsWith("Bearer ");
            SafeToken token = Objects.requireNonNull(SafeToken.read(header.substring("Bearer ".length())));
            assertThat(token.safeKey()).isEqualTo("key");
            assertThat(token.isSignedWith("secret")).isTrue();
            assertThat(token.issued()).isBetween(Instant.now().minusSeconds(30), Instant.now());
            assertThat(Duration.between(token.issued(), token.expires())).isEqualTo(SafeToken.USUAL);
        }
        assertThat(service.asked("GET /health"))
                .allSatisfy(it -> assertThat(it.authorization()).isNull());
    }

    @Test
    void nothingIsRegisteredBeforeTheServiceIsWell() {
        service.answer("GET /health", 503, "");
        Provider provider = provider(Map.of());
        Await.until("looks", () -> service.asked("GET /health").size() >= 3);
        assertThat(center.asked()).isEmpty();
        assertThat(provider.state()).isEqualTo(ProviderState.NOT_READY);
        assertThat(provider.reason()).contains("HTTP 503");

        service.answer("GET /health", 204, "");
        Await.until("registered", () -> provider.state() == ProviderState.REGISTERED);
    }

    @Test
    void aServiceThatIsNotThereYetHoldsNobodyUp() {
        service.close();
        Provider provider = provider(Map.of());
        Await.until("looked", () -> provider.reason().contains("ConnectException"));
        provider.close();

        assertThat(provider.state()).isEqualTo(ProviderState.CLOSED);
        assertThat(center.asked()).isEmpty();
    }

    @Test
    void anotherHealthUrlMayBeAskedOrNone() throws IOException {
        ScriptedCenter elsewhere = new ScriptedCenter();
        open.add(elsewhere);
        service.answer("GET /health", 503, "");
        Provider asking = provider(Map.of("health-url", elsewhere.uri() + "/health"));
        Provider trusting = provider(Map.of("health-url", "none"));

        Await.until(
                "both",
                () -> asking.state() == ProviderState.REGISTERED && trusting.state() == ProviderState.REGISTERED);
        assertThat(service.asked()).isEmpty();
    }

    @Test
    void whoIsForgottenRegistersAgain() {
        provider(Map.of("beat", "100ms"));
        Await.until("a beat", () -> !center.asked("/beat").isEmpty());
        center.answer("beat", 404, "{\"code\":\"UNKNOWN_INSTANCE\"}");
        Await.until("again", () -> center.asked("PUT").size() >= 2);
    }

    @Test
    void theNextCenterIsAskedWhenOneFails() throws IOException {
        ScriptedCenter other = new ScriptedCenter();
        open.add(other);
        Provider provider = provider(Map.of("beat", "100ms", "center-addr", center.uri() + "," + other.uri()));
        Await.until(
                "beats",
                () -> center.asked("/beat").size() + other.asked("/beat").size() > 0);
        boolean first = !center.asked("/beat").isEmpty();
        (first ? center : other).close();
        ScriptedCenter left = first ? other : center;

        Await.until("beats there", () -> left.asked("/beat").size() > 2);
        Await.until("is registered", () -> provider.state() == ProviderState.REGISTERED);
    }

    @Test
    void aCenterThatComesBackFindsTheServiceAgain() throws IOException {
        Provider provider = provider(Map.of("beat", "100ms"));
        Await.until("a beat", () -> !center.asked("/beat").isEmpty());
        int port = center.port();
        center.close();
        Await.until("away", () -> provider.state() == ProviderState.AWAY);

        ScriptedCenter restarted = new ScriptedCenter(port);
        open.add(restarted);
        restarted.answer("beat", 404, "");
        Await.until("registers", () -> !restarted.asked("PUT").isEmpty());
        Await.until("registered again", () -> {
            assertThat(flips).containsSubsequence("REGISTERED", "AWAY", "REGISTERING", "REGISTERED");
            return true;
        });
    }

    @Test
    void aKeyThatIsRefusedIsSaidOnceAndNotTriedAgainSoon() {
        center.answer("PUT", 401, "{\"code\":\"UNAUTHORIZED\",\"message\":\"unknown key\"}");
        Provider provider = provider(Map.of());
        Await.until("refused", () -> provider.state() == ProviderState.REFUSED);

        assertThat(provider.reason()).contains("UNAUTHORIZED unknown key").doesNotContain("secret");
        provider.close();
        assertThat(center.asked("PUT")).hasSize(1);
    }

    @Test
    void factsThatAreRefusedAreToldInTheCentersWords() {
        center.answer("PUT", 400, "{\"code\":\"BAD_REQUEST\",\"message\":\"no\",\"problems\":[\"host: is loopback\"]}");
        Provider provider = provider(Map.of());

        Await.until("refused", () -> provider.reason().contains("BAD_REQUEST no (host: is loopback)"));
    }

    @Test
    void retryAfterIsHonoured() {
        center.answer("PUT", 503, "60", "{\"code\":\"STORE_AWAY\"}");
        Provider provider = provider(Map.of());
        Await.until("away", () -> provider.state() == ProviderState.AWAY);
        provider.drain().join();

        assertThat(center.asked("PUT")).hasSize(1);
    }

    @Test
    void answersThatAreNoneAreSurvived() {
        center.answer("PUT", 200, "<html>");
        center.answer("beat", 500, "x".repeat(200_000));
        Provider provider = provider(Map.of("beat", "100ms"));
        Await.until("beats", () -> center.asked("/beat").size() >= 3);
        center.answer("beat", 204, "");

        Await.until("well again", () -> provider.state() == ProviderState.REGISTERED);
    }

    @Test
    void drainReturnsAtOnceAndTheServiceStaysRegistered() {
        Provider provider = provider(Map.of("beat", "100ms", "drain-wait", "500ms"));
        Await.until("a beat", () -> !center.asked("/beat").isEmpty());
        CompletableFuture<Void> drained = provider.drain();
        Await.until("told", () -> center.asked("/drain").size() == 1);
        int before = center.asked("/beat").size();
        drained.join();

        Await.until("still beats", () -> center.asked("/beat").size() > before + 5);
        assertThat(center.asked("DELETE")).isEmpty();
        provider.close();
        assertThat(center.asked("DELETE")).hasSize(1);
    }

    @Test
    void interfacesAreDeclaredOnceTheServiceIsRegistered() throws JsonException {
        center.answer("create", 200, "{\"code\":0,\"msg\":\"not yet\"}");
        ProviderSettings settings = settings(Map.of("beat", "100ms"));
        open.add(Provider.start(settings, Declarations.of(Orders.class), (from, to, reason) -> {}));
        Await.until("declared", () -> !center.asked("create").isEmpty());
        Await.until("beats all the same", () -> center.asked("/beat").size() > 3);

        assertThat(center.asked("create")).hasSize(1);
        Fields declared = Fields.read(center.asked("create").getFirst().body());
        assertThat(declared.text("serverUrl")).isEqualTo("http://127.0.0.1:" + service.port());
        assertThat(declared.text("safeKey")).isEqualTo("key");
        assertThat(declared.text("safeSecret")).isEqualTo("secret");
        assertThat(declared.text("interfaceName")).isEqualTo("orders");
        Fields method = declared.objects("methods").getFirst();
        assertThat(method.text("methodName")).isEqualTo("find");
        assertThat(method.number("isAuth", 0, 1)).isZero();
        assertThat(method.number("isHttp", 0, 1)).isEqualTo(1);
    }

    @Test
    void interfacesAreDeclaredToACenterThatWasAwayAtFirst() {
        center.answer("PUT", 500, "");
        Provider provider = Provider.start(settings(Map.of()), Declarations.of(Orders.class), (from, to, reason) -> {});
        open.add(provider);
        Await.until("away", () -> provider.state() == ProviderState.AWAY);
        center.answer("PUT", 201, "{}");

        Await.until("declared", () -> !center.asked("create").isEmpty());
    }

    @Test
    void withoutAKeyNothingIsDeclaredAndTheServiceIsRegisteredAllTheSame() {
        ProviderSettings keyless = settings(Map.of("safe-key", "", "safe-secret", "", "beat", "100ms"));
        open.add(Provider.start(keyless, Declarations.of(Orders.class), (from, to, reason) -> {}));

        Await.until("beats", () -> center.asked("/beat").size() > 2);
        assertThat(center.asked("create")).isEmpty();
        assertThat(center.asked())
                .allSatisfy(it -> assertThat(it.authorization()).isNull());
    }

    /** What the service offers. */
    @GatewayInterface("orders")
    public interface Orders {

        @GatewayMethod(url = "/orders", isAuth = false)
        String find(String id);
    }

    private Provider provider(Map<String, String> more) {
        Provider provider = Provider.start(settings(more), List.of(), (from, to, reason) -> flips.add(to.name()));
        open.add(provider);
        return provider;
    }

    private ProviderSettings settings(Map<String, String> more) {
        return center.settings(service, more);
    }
}
