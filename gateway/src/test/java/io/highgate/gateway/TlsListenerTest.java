package io.highgate.gateway;

import io.highgate.gateway.Authority.Issued;
import io.highgate.gateway.tls.TlsProvider;
import io.highgate.testkit.Origin;
import io.highgate.testkit.Wire;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** TLS in front, on real sockets, with both libraries. */
@Timeout(60)
class TlsListenerTest {

    private static final String RESPOND = "routes: [{name: r, respond: {body: hello}}]\n";

    @TempDir
    private Path folder;

    private Authority authority;
    private Issued a;
    private Issued wild;

    @BeforeEach
    void issue() {
        authority = new Authority(folder, "root");
        a = authority.issue("a", "a.test", "127.0.0.1");
        wild = authority.issue("wild", "*.b.test", "b.test");
    }

    private String both(String more) {
        return Tls.listener(a.yaml() + ", " + wild.yaml(), more) + RESPOND;
    }

    private static X509Certificate shown(Wire wire) {
        try {
            return (X509Certificate) wire.session().getPeerCertificates()[0];
        } catch (SSLPeerUnverifiedException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void answersOverTlsAndTellsTheUpstreamSo(TlsProvider provider) {
        try (Origin origin = Origin.echoing();
                RunningGateway gateway = RunningGateway.of(
                        Tls.listener(a.yaml(), "") + RunningGateway.toOrigin(origin.port())
                                + "forwarding: {forwarded: true}\n"
                                + "filters: [{requestHeaders: {set: {X-Tls: '{tls_version} {tls_server_name}'}}}]\n",
                        provider);
                Wire client = Tls.connect(gateway, authority.client())) {
            assertThat(client.session().getProtocol()).isEqualTo("TLSv1.3");
            assertThat(client.send(Tls.GET).readAnswer())
                    .contains("X-Forwarded-Proto: https\r\n")
                    .contains(";proto=https;")
                    .contains("X-Tls: TLSv1.3 a.test\r\n");
            assertThat(client.send(Tls.GET).readAnswer()).startsWith("HTTP/1.1 200 ");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "OPENSSL, a.test, a.test", "OPENSSL, x.b.test, b.test", "OPENSSL, X.B.Test, b.test", "OPENSSL, b.test, b.test",
        "OPENSSL, x.y.b.test, a.test", "OPENSSL, other.test, a.test", "JDK, x.b.test, b.test", "JDK, other.test, a.test"
    })
    void theNameDecidesWhichCertificateIsShown(TlsProvider provider, String asked, String expected) {
        try (RunningGateway gateway = RunningGateway.of(both(""), provider);
                Wire client = Wire.secure(gateway.port(), authority.client(), Tls.named(asked))) {
            assertThat(shown(client).toString()).contains("DNSName: " + expected);
            assertThat(client.send("GET / HTTP/1.1\r\nHost: " + asked + "\r\n\r\n")
                            .readAnswer())
                    .endsWith("hello");
        }
    }

    @Test
    void withoutANameTheFirstCertificateIsShown() {
        try (RunningGateway gateway = RunningGateway.of(both(""));
                Wire client = Wire.secure(gateway.port(), authority.client(), Tls.unnamed())) {
            assertThat(shown(client).toString()).contains("DNSName: a.test");
        }
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void unknownNamesAreRefusedIfAskedFor(TlsProvider provider) {
        try (RunningGateway gateway = RunningGateway.of(both(", unknownName: refuse"), provider)) {
            for (Consumer<SSLSocket> asked : List.of(Tls.named("other.test"), Tls.unnamed())) {
                assertThatThrownBy(() -> Wire.secure(gateway.port(), authority.client(), asked))
                        .hasMessageContaining("unrecognized_name");
            }
            try (Wire client = Tls.connect(gateway, authority.client())) {
                assertThat(client.send(Tls.GET).readAnswer()).endsWith("hello");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"OPENSSL, TLSv1.2, TLSv1.2", "OPENSSL, TLSv1.3, TLSv1.2", "JDK, TLSv1.2, TLSv1.2"})
    void versionsFromTheOldestAllowedAreSpoken(TlsProvider provider, String version, String oldest) {
        String yaml = Tls.listener(a.yaml(), ", minVersion: " + oldest) + RESPOND;
        try (RunningGateway gateway = RunningGateway.of(yaml, provider);
                Wire client = Wire.secure(gateway.port(), authority.client(), Tls.version(version))) {
            assertThat(client.session().getProtocol()).isEqualTo(version);
            assertThat(client.session().getCipherSuite()).doesNotContain("CBC").doesNotStartWith("TLS_RSA");
        }
    }

    @ParameterizedTest
    @CsvSource({"OPENSSL, 0302, TLSv1.2", "JDK, 0302, TLSv1.2", "OPENSSL, 0303, TLSv1.3", "JDK, 0303, TLSv1.3"})
    void olderVersionsAreRefused(TlsProvider provider, String hello, String oldest) {
        String yaml = Tls.listener(a.yaml(), ", minVersion: " + oldest) + RESPOND;
        try (RunningGateway gateway = RunningGateway.of(yaml, provider);
                Wire client = gateway.connect()) {
            // A hello of that version with one suite that every TLS 1.0 to 1.2 server could take.
            String random = "00".repeat(32);
            String body = hello + random + "00" + "0002c013" + "0100" + "0000";
            String handshake = "01" + "%06x".formatted(body.length() / 2) + body;
            byte[] record =
                    java.util.HexFormat.of().parseHex("160301" + "%04x".formatted(handshake.length() / 2) + handshake);
            String alert = client.send(record).readToEnd();
            assertThat(alert).as("a fatal alert").startsWith("\u0015\u0003").hasSize(7);
        }
    }

    @ParameterizedTest
    @CsvSource({"OPENSSL, TLSv1.2", "OPENSSL, TLSv1.3", "JDK, TLSv1.2", "JDK, TLSv1.3"})
    void aSecondConnectionResumesTheSession(TlsProvider provider, String version) {
        try (RunningGateway gateway = RunningGateway.of(Tls.listener(a.yaml(), "") + RESPOND, provider)) {
            SSLContext client = authority.client();
            long first = created(gateway, client, version);
            assertThat(created(gateway, client, version)).isEqualTo(first);
            assertThat(created(gateway, authority.client(), version)).isGreaterThan(first);
        }
    }

    /** When the session was made; the client's side of a resumed session keeps the time of the first one. */
    private static long created(RunningGateway gateway, SSLContext client, String version) {
        Consumer<SSLSocket> likeBefore = socket -> {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("");
            socket.setSSLParameters(parameters);
        };
        try (Wire wire =
                Wire.secure(gateway.port(), client, Tls.version(version).andThen(likeBefore))) {
            // Tickets of TLS 1.3 come behind the handshake, with the answer at the latest.
            assertThat(wire.send(Tls.GET).readAnswer()).endsWith("hello");
            return wire.session().getCreationTime();
        }
    }

    private static Consumer<SSLSocket> offering(String... protocols) {
        return socket -> {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(protocols);
            socket.setSSLParameters(parameters);
        };
    }

    @Test
    void alpnChoosesAndDoesWithout() {
        try (RunningGateway gateway = RunningGateway.of(Tls.listener(a.yaml(), "") + RESPOND)) {
            try (Wire client = Wire.secure(gateway.port(), authority.client(), offering("http/1.1"))) {
                assertThat(client.applicationProtocol()).isEqualTo("http/1.1");
            }
            try (Wire client = Wire.secure(gateway.port(), authority.client(), offering("h2", "http/1.1"))) {
                assertThat(client.applicationProtocol()).isEqualTo("h2");
                client.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0");
                assertThat(client.read(9)).as("a frame of settings").matches("(?s)\0\0.\4\0\0\0\0\0");
            }
            try (Wire client = Tls.connect(gateway, authority.client())) {
                assertThat(client.applicationProtocol()).isEmpty();
                assertThat(client.send(Tls.GET).readAnswer()).endsWith("hello");
            }
        }
    }

    @Test
    void plainHttpOnThePortForHttpsIsToldSo() {
        try (RunningGateway gateway = RunningGateway.of(Tls.listener(a.yaml(), "") + RESPOND)) {
            try (Wire client = gateway.connect()) {
                assertThat(client.send(Tls.GET).readToEnd())
                        .startsWith("HTTP/1.1 400 Bad Request\r\n")
                        .contains("plain HTTP sent to an HTTPS port");
            }
            try (Wire client = gateway.connect()) {
                assertThat(client.send("\0\0 nonsense").isEnded()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"''", "16", "1603010200", "160301020001000100030300000000000000"})
    void aHandshakeThatStopsHalfwayIsEndedInTime(String octets) {
        String yaml = Tls.listener(a.yaml(), ", handshakeTimeout: 300ms") + RESPOND;
        try (RunningGateway gateway = RunningGateway.of(yaml);
                Wire client = gateway.connect()) {
            assertThat(client.send(java.util.HexFormat.of().parseHex(octets)).isEnded())
                    .isTrue();
            RunningGateway.eventually(
                    () -> gateway.manage("GET", "/metrics").contains("highgate_connections{listener=\"main\"} 0.0"));
        }
    }

    @Test
    void certificatesAndHandshakesAreInTheMetrics() {
        try (RunningGateway gateway = RunningGateway.of(both(""));
                Wire client = Tls.connect(gateway, authority.client())) {
            client.send(Tls.GET).readAnswer();
            assertThatThrownBy(() ->
                            Wire.secure(gateway.port(), new Authority(folder, "strange").client(), Tls.named("a.test")))
                    .isInstanceOf(UncheckedIOException.class);
            long expiry = a.bundle().getCertificate().getNotAfter().toInstant().getEpochSecond();
            RunningGateway.eventually(() -> gateway.manage("GET", "/metrics")
                    .contains("highgate_tls_handshake_failures_total{listener=\"main\"} 1.0"));
            assertThat(gateway.manage("GET", "/metrics"))
                    .contains("highgate_tls_handshakes_total{listener=\"main\"} 1.0")
                    .containsPattern("highgate_certificate_expiry_seconds\\{certificate=\"0\",listener=\"main\","
                            + "names=\"127.0.0.1,a.test\"} 1\\.")
                    .contains(Double.toString(expiry).substring(0, 6));
        }
    }
}
