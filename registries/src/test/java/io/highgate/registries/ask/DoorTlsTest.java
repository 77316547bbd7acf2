package io.highgate.registries.ask;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.highgate.registries.RealMeans;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
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
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        @Nullable SSLContext tls = trusted ? context : null;
        try (Door door = Door.open(RealMeans.means(), Duration.ofSeconds(20), tls)) {
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
        store.setCertificateEntry("authority", read.getCertificate("server"));
        return store;
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
