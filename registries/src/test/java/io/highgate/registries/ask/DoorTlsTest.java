package io.highgate.registries.ask;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.highgate.model.tls.Authorities;
import io.highgate.registries.RealMeans;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(60)
class DoorTlsTest {

    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    private Path folder;

    /** Asks a server with a certificate for that name, whose authority counts or does not. */
    private Answer ask(String name, boolean trusted) throws Exception {
        KeyStore store = certificate(name);
        List<String> trust = trusted ? List.of(authority(store)) : List.of();
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        try (Door door = Door.open(
                RealMeans.means(), Duration.ofSeconds(20), Authorities.trusting("registries.consul.trust", trust))) {
            URI url = URI.create("https://127.0.0.1:" + server.getAddress().getPort());
            return door.ask(Question.get(url, "/", Duration.ofSeconds(20)));
        } finally {
            server.stop(0);
        }
    }

    private KeyStore certificate(String name) throws Exception {
        Path file = folder.resolve("server.p12");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        int ended = new ProcessBuilder(
                        keytool.toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=server",
                        "-ext",
                        "SAN=" + name,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .inheritIO()
                .start()
                .waitFor();
        assertThat(ended).isZero();
        KeyStore read = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            read.load(in, PASSWORD);
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setEntry(
                "server",
                read.getEntry("server", new KeyStore.PasswordProtection(PASSWORD)),
                new KeyStore.PasswordProtection(PASSWORD));
        return store;
    }

    /** The file with whoever signed that certificate. */
    private String authority(KeyStore store) throws Exception {
        String der = Base64.getMimeEncoder()
                .encodeToString(store.getCertificate("server").getEncoded());
        return file("authority.pem", "-----BEGIN CERTIFICATE-----\n" + der + "\n-----END CERTIFICATE-----\n");
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void aServerWithTheRightNameIsAsked() throws Exception {
        assertThat(ask("IP:127.0.0.1", true).status()).isEqualTo(204);
    }

    @Test
    void aServerWithAnotherNameIsNot() {
        assertThatThrownBy(() -> ask("DNS:elsewhere.test", true))
                .isInstanceOf(Unanswered.class)
                .hasMessageContaining("did not answer: SSL");
    }

    @Test
    void aServerWhoseAuthorityDoesNotCountIsNot() {
        assertThatThrownBy(() -> ask("IP:127.0.0.1", false))
                .isInstanceOf(Unanswered.class)
                .hasMessageContaining("did not answer: SSL");
    }
}
