package io.highgate.center.api;

import io.highgate.center.api.serve.ServerTerms;
import io.highgate.store.key.KeyKind;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Machines come with a certificate in the name of their key. */
class CertificateTest {

    private static final char[] WORD = "changeit".toCharArray();

    @TempDir
    private Path folder = Path.of("");

    @Test
    void aCertificateWithTheNameOfAKeyIsThatKey() throws Exception {
        KeyStore server = issue("server", "CN=localhost", "dns:localhost");
        KeyStore edge = issue("edge", "CN=edge,O=Example", null);
        KeyStore crm = issue("crm", "CN=ignored", "uri:spiffe://example/crm-key");
        KeyStore stranger = issue("stranger", "CN=stranger", null);
        SSLContext tls = context(server, trust(edge, crm, stranger));
        try (TestCenter center = TestCenter.with(it -> new CenterTerms(
                new ServerTerms(
                        it.server().bind(),
                        0,
                        () -> tls,
                        ServerTerms.Certificates.OPTIONAL,
                        false,
                        ServerTerms.Bounds.USUAL),
                it.masterKey(),
                null,
                it.roles(),
                false,
                CenterTerms.USUAL_TRIES,
                it.rules()))) {
            center.key(KeyKind.GATEWAY, "edge", null);
            center.key(KeyKind.OPERATOR, "spiffe://example/crm-key", "viewer");
            KeyStore trusted = trust(server);

            assertThat(status(center, context(edge, trusted))).isEqualTo(200);
            assertThat(status(center, context(crm, trusted))).isEqualTo(200);
            assertThat(status(center, context(stranger, trusted))).isEqualTo(401);
            assertThat(status(center, context(null, trusted))).isEqualTo(401);

            center.key(KeyKind.GATEWAY, "edge", null);
            center.key(KeyKind.PROVIDER, "edge", null);
            center.api
                    .desk()
                    .list("", 10)
                    .forEach(it -> assertThat(it.enabled()).isTrue());
            org.assertj.core.api.Assertions.assertThat(status(center, context(edge, trusted)))
                    .isEqualTo(401);
        }
    }

    private static int status(TestCenter center, SSLContext tls) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newBuilder().sslContext(tls).build()) {
            URI uri = URI.create("https://localhost:" + center.api.port() + "/api/center/cells");
            return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                    .statusCode();
        }
    }

    /** A key with its own certificate, made by the JDK's keytool. */
    private KeyStore issue(String name, String subject, @Nullable String names)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path file = folder.resolve(name + ".p12");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-dname",
                subject,
                "-keyalg",
                "EC",
                "-keystore",
                file.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(WORD)));
        if (names != null) {
            command.addAll(List.of("-ext", "san=" + names));
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, WORD);
        }
        return store;
    }

    private static KeyStore trust(KeyStore... those) throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        for (KeyStore one : those) {
            String alias = one.aliases().nextElement();
            trusted.setCertificateEntry(alias, one.getCertificate(alias));
        }
        return trusted;
    }

    private static SSLContext context(@Nullable KeyStore own, KeyStore trusted) throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, own == null ? null : WORD);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own == null ? null : keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
