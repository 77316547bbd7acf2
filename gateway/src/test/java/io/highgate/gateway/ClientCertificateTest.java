package io.highgate.gateway;

import io.highgate.gateway.Authority.Issued;
import io.highgate.gateway.tls.TlsProvider;
import io.highgate.testkit.Origin;
import io.highgate.testkit.Wire;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Clients prove who they are, and the upstream is told. */
@Timeout(60)
class ClientCertificateTest {

    private static final String TOLD = """
            forwarding: {clientCertificate: rfc9440}
            filters: [{requestHeaders: {set: {X-Who: '{client_certificate_subject} {client_certificate_names}'}}}]
            """;

    @TempDir
    private Path folder;

    private Authority authority;
    private Issued server;
    private Issued own;

    @BeforeEach
    void issue() {
        authority = new Authority(folder, "root");
        server = authority.issue("server", "a.test");
        own = authority.issue("own", it -> it.subject("CN=till,O=shop").addSanDnsName("till.test"));
    }

    private String asking(String how) {
        return Tls.listener(server.yaml(), ", clientCertificates: " + how + ", trust: '" + authority.file() + "'");
    }

    private static String ask(RunningGateway gateway, SSLContext context, String fields) {
        try (Wire client = Tls.connect(gateway, context)) {
            return client.send("GET / HTTP/1.1\r\nHost: a.test\r\n" + fields + "\r\n")
                    .readAnswer();
        }
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void aVerifiedIdentityIsHandedOn(TlsProvider provider) throws Exception {
        try (Origin origin = Origin.echoing();
                RunningGateway gateway = RunningGateway.of(
                        asking("required") + RunningGateway.toOrigin(origin.port()) + TOLD, provider)) {
            String der = Base64.getEncoder()
                    .encodeToString(own.bundle().getCertificate().getEncoded());
            assertThat(ask(gateway, authority.context(own), "Client-Cert: :forged:\r\n"))
                    .contains("Client-Cert: :" + der + ":\r\n")
                    .contains("X-Who: CN=till,O=shop till.test\r\n")
                    .doesNotContain("forged");
        }
    }

    @ParameterizedTest
    @CsvSource({"OPENSSL, optional", "JDK, optional", "OPENSSL, none"})
    void withoutACertificateNothingIsClaimed(TlsProvider provider, String how) {
        String listener = how.equals("none") ? Tls.listener(server.yaml(), "") : asking(how);
        try (Origin origin = Origin.echoing();
                RunningGateway gateway =
                        RunningGateway.of(listener + RunningGateway.toOrigin(origin.port()) + TOLD, provider)) {
            assertThat(ask(gateway, authority.client(), "Client-Cert: :forged:\r\nClient-Cert-Chain: :x:\r\n"))
                    .startsWith("HTTP/1.1 200 ")
                    .doesNotContain("Client-Cert");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "OPENSSL, required, nothing",
        "JDK, required, nothing",
        "OPENSSL, required, untrusted",
        "JDK, required, untrusted",
        "OPENSSL, optional, untrusted",
        "OPENSSL, required, expired",
        "JDK, required, expired",
        "OPENSSL, optional, expired"
    })
    void whoCannotProveItIsNotLetIn(TlsProvider provider, String how, String shown) {
        SSLContext context = switch (shown) {
            case "nothing" -> authority.client();
            case "expired" -> authority.context(authority.expired("old", "till.test"));
            default -> authority.context(new Authority(folder, "strange").issue("foreign", "till.test"));
        };
        try (Origin origin = Origin.echoing();
                RunningGateway gateway =
                        RunningGateway.of(asking(how) + RunningGateway.toOrigin(origin.port()), provider)) {
            assertThatThrownBy(() -> ask(gateway, context, "")).isInstanceOf(UncheckedIOException.class);
            assertThat(origin.connections()).isZero();
        }
    }

    @Test
    void aConnectionForOneHostIsNotUsedForAnother() {
        Issued other = authority.issue("other", "b.test");
        String listener = Tls.listener(
                server.yaml() + ", " + other.yaml(),
                ", clientCertificates: required, trust: ['" + authority.file() + "']");
        try (RunningGateway gateway = RunningGateway.of(listener + "routes: [{name: r, respond: {body: hello}}]\n");
                Wire client = Tls.connect(gateway, authority.context(own))) {
            assertThat(client.send("GET / HTTP/1.1\r\nHost: b.test\r\n\r\n").readAnswer())
                    .startsWith("HTTP/1.1 421 Misdirected Request\r\n")
                    .contains("\"code\":\"MISDIRECTED\"");
            assertThat(client.send("GET / HTTP/1.1\r\nHost: A.test:8443\r\n\r\n")
                            .readAnswer())
                    .endsWith("hello");
        }
    }
}
