package io.highgate.app.center;

import io.highgate.app.center.ask.NotDone;
import io.highgate.app.center.ask.OwnTls;
import io.highgate.app.process.Wiring;
import io.highgate.app.stores.ProcessStores;
import io.highgate.base.problem.Problem;
import io.highgate.base.time.Ticker;
import io.highgate.center.access.KeyDesk;
import io.highgate.gateway.Gateway;
import io.highgate.model.read.ReadOptions;
import io.highgate.model.read.ReadResult;
import io.highgate.model.spec.GatewaySpec;
import io.highgate.store.key.KeyKind;
import io.highgate.testkit.Await;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A real center that encrypts, and who comes to it. */
@Timeout(180)
class SecureCenterTest {

    private static final KeyDesk.By TEST = new KeyDesk.By("test", "test");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private final InstantSource clock = InstantSource.system();

    private static ReadResult read(String yaml) {
        return Wiring.reader().read("test.yaml", yaml, ReadOptions.strict(), Map.of());
    }

    private static GatewaySpec spec(String yaml) {
        ReadResult result = read(yaml);
        return Objects.requireNonNull(result.spec(), () -> result.problems().toString());
    }

    private static String governance(Issued own, String more) {
        return "governance: {bind: '127.0.0.1:0', tls: {serverCertificate: %s%s}}\n".formatted(own.both(), more);
    }

    /** What is done at a center that runs. */
    private interface Visit {
        void at(RunningCenter center) throws Exception;
    }

    private void running(String yaml, Visit visit) throws Exception {
        GatewaySpec spec = spec(yaml);
        try (ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
                ProcessStores stores = ProcessStores.open(
                        spec.stores(),
                        new ProcessStores.Means(Ticker.system(), clock, timer, folder.resolve("center")))) {
            try (RunningCenter center = new RunningCenter(spec, stores, folder.resolve("center"))) {
                center.start();
                visit.at(center);
                center.stop();
            }
            timer.shutdownNow();
        }
    }

    private static HttpResponse<String> ask(RunningCenter center, String path, @Nullable SSLContext tls)
            throws IOException, InterruptedException {
        try (HttpClient client =
                HttpClient.newBuilder().sslContext(Objects.requireNonNull(tls)).build()) {
            URI uri = URI.create("https://localhost:" + center.port() + path);
            return client.send(HttpRequest.newBuilder(uri).timeout(PATIENCE).build(), BodyHandlers.ofString());
        }
    }

    @Test
    void aGatewayIsKnownByItsCertificateAndWhoHasNoneIsRefused() throws Exception {
        Issued server = Issued.in(folder, "server", "CN=center", "dns:localhost", 90);
        Issued edge = Issued.in(folder, "edge", "CN=edge,O=Example", "dns:edge", 90);
        Issued ops = Issued.in(folder, "ops", "CN=ops", "uri:spiffe://example/ops", 90);
        Issued stranger = Issued.in(folder, "stranger", "CN=stranger", "dns:stranger", 90);
        String asks = ", clientCertificates: required, trust: ['%s', '%s']".formatted(edge.file(), ops.file());
        running(governance(server, asks), center -> {
            center.desk().give(new KeyDesk.Wanted(KeyKind.GATEWAY, "edge", null, null), TEST);
            center.desk().give(new KeyDesk.Wanted(KeyKind.OPERATOR, "spiffe://example/ops", "viewer", null), TEST);

            follows(center, server, edge);
            assertThat(ask(center, "/api/center/cells", OwnTls.read(server.file(), ops.file()))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(ask(center, "/health", OwnTls.read(server.file(), ops.file()))
                            .statusCode())
                    .isEqualTo(200);
            assertThatThrownBy(() -> ask(center, "/health", OwnTls.read(server.file(), null)))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> ask(center, "/health", OwnTls.read(server.file(), stranger.file())))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> ask(center, "/health", OwnTls.read(stranger.file(), ops.file())))
                    .isInstanceOf(SSLException.class);
        });
    }

    private void follows(RunningCenter center, Issued server, Issued own) throws IOException {
        try (Gateway gateway = Wiring.gateway(folder.resolve("gateway"))) {
            gateway.start(spec("""
                    listeners: [{bind: '127.0.0.1:0'}]
                    management: {bind: '127.0.0.1:0'}
                    center:
                      urls: ['https://localhost:%d']
                      tls: {trust: ['%s'], clientCertificate: %s}
                    """.formatted(center.port(), server.file(), own.both())));
            URI metrics = URI.create("http://127.0.0.1:" + gateway.managementPort() + "/metrics");
            try (HttpClient client = HttpClient.newHttpClient()) {
                Await.until(
                        "the gateway follows",
                        PATIENCE,
                        () -> client.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString())
                                .body()
                                .contains("highgate_center_following 1"));
            }
        }
    }

    @Test
    void aCertificateThatHasChangedIsShownAndABrokenOneChangesNothing() throws Exception {
        Issued server = Issued.in(folder, "server", "CN=first", "dns:localhost", 90);
        Path all = folder.resolve("all.pem");
        String first = Files.readString(server.file());
        Issued second = Issued.in(folder, "second", "CN=second", "dns:localhost", 90);
        Files.writeString(all, first + Files.readString(second.file()));
        running(governance(server, ""), center -> {
            assertThat(shownBy(center, all)).isEqualTo("CN=first");
            Files.move(second.file(), server.file(), StandardCopyOption.ATOMIC_MOVE);
            Await.until(
                    "the new one is shown", PATIENCE, () -> shownBy(center, all).equals("CN=second"));
            Files.writeString(server.file(), "nothing");
            assertThat(shownBy(center, all)).isEqualTo("CN=second");
            Files.writeString(server.file(), first);
            Await.until(
                    "the first one is shown",
                    PATIENCE,
                    () -> shownBy(center, all).equals("CN=first"));
        });
    }

    private static String shownBy(RunningCenter center, Path trust) throws IOException, InterruptedException, NotDone {
        X509Certificate shown = (X509Certificate) ask(center, "/health", OwnTls.read(trust, null))
                .sslSession()
                .orElseThrow()
                .getPeerCertificates()[0];
        return shown.getSubjectX500Principal().getName();
    }

    @Test
    void filesThatCannotBeUsedAreNamedWithTheirPlace() throws Exception {
        Issued good = Issued.in(folder, "good", "CN=a", "dns:localhost", 90);
        Issued other = Issued.in(folder, "other", "CN=b", "dns:localhost", 90);
        Issued expired = Issued.in(folder, "expired", "CN=c", "dns:localhost", 1);

        assertThat(problems(governance(good, ""))).isEmpty();
        assertThat(problems(governance(new Issued(folder.resolve("none.pem")), "")))
                .singleElement()
                .asString()
                .contains("governance.tls.serverCertificate", "none.pem");
        assertThat(problems("governance: {tls: {serverCertificate: {certificate: '%s', key: '%s'}}}\n"
                        .formatted(good.file(), other.file())))
                .singleElement()
                .asString()
                .contains("the key in " + other.file() + " does not belong to the certificate in " + good.file());
        assertThat(problems(governance(expired, "")))
                .singleElement()
                .asString()
                .contains("warning", "expired.pem expired at");
        assertThat(problems(governance(good, ", clientCertificates: optional, trust: ['none.pem']")))
                .singleElement()
                .asString()
                .contains("governance.tls.trust[0]", "none.pem");
        assertThatThrownBy(() -> OwnTls.read(folder.resolve("none.pem"), null))
                .isInstanceOf(NotDone.class)
                .hasMessageContaining("none.pem");
    }

    private static List<String> problems(String yaml) {
        return read(yaml).problems().stream().map(Problem::toString).toList();
    }
}
