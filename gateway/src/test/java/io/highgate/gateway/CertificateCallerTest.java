package io.highgate.gateway;

import io.highgate.gateway.Authority.Issued;
import io.highgate.testkit.Wire;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Who may call, by client certificates. */
@Timeout(60)
class CertificateCallerTest {

    private static final String ROUTES = """
            access: {by: mine}
            routes:
              - {name: all, respond: {}}
              - {name: partners, path: /partners, access: {by: mine, roles: [partner]}, respond: {}}
            """;

    @TempDir
    private Path folder;

    private Authority authority;
    private Issued server;
    private Issued till;

    @BeforeEach
    void issue() {
        authority = new Authority(folder, "root");
        server = authority.issue("server", "a.test");
        till = authority.issue("till", it -> it.subject("CN=till,O=shop").addSanDnsName("till.test"));
    }

    private RunningGateway gateway(String clients) {
        return RunningGateway.of(
                Tls.listener(server.yaml(), ", clientCertificates: optional, trust: '" + authority.file() + "'")
                        + "authenticators: {mine: {clientCertificate: {" + clients + "}}}\n" + ROUTES);
    }

    private static String ask(RunningGateway gateway, SSLContext context, String path) {
        try (Wire client = Tls.connect(gateway, context)) {
            return client.send("GET " + path + " HTTP/1.1\r\nHost: a.test\r\nClient-Cert: :forged:\r\n\r\n")
                    .readAnswer();
        }
    }

    @Test
    void aNameInTheCertificateTellsWhoItIs() {
        try (RunningGateway gateway = gateway("clients: {till: {names: TILL.test, roles: partner}}")) {
            assertThat(ask(gateway, authority.context(till), "/")).startsWith("HTTP/1.1 200 ");
            assertThat(ask(gateway, authority.context(till), "/partners")).startsWith("HTTP/1.1 200 ");
            assertThat(ask(gateway, authority.client(), "/")).startsWith("HTTP/1.1 401 ");
        }
    }

    @Test
    void aFingerprintTellsWhoItIsWithOrWithoutColons() throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256")
                .digest(till.bundle().getCertificate().getEncoded());
        for (String spelled : new String[] {
            HexFormat.of().formatHex(digest),
            HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest)
        }) {
            try (RunningGateway gateway = gateway("clients: {till: {fingerprints: ['" + spelled + "']}}")) {
                assertThat(ask(gateway, authority.context(till), "/")).startsWith("HTTP/1.1 200 ");
                assertThat(ask(gateway, authority.context(till), "/partners")).startsWith("HTTP/1.1 403 ");
            }
        }
    }

    @Test
    void aCertificateOfNobodyIsRefusedUnlessOthersMay() {
        String other = "clients: {other: {names: other.test, roles: partner}}";
        try (RunningGateway gateway = gateway(other)) {
            assertThat(ask(gateway, authority.context(till), "/"))
                    .startsWith("HTTP/1.1 401 ")
                    .contains("nobody here has this client certificate");
        }
        try (RunningGateway gateway = gateway(other + ", others: true")) {
            assertThat(ask(gateway, authority.context(till), "/")).startsWith("HTTP/1.1 200 ");
            assertThat(ask(gateway, authority.context(till), "/partners")).startsWith("HTTP/1.1 403 ");
        }
    }

    @Test
    void namesOfSeveralClientsAreNobodys() {
        Issued both = authority.issue(
                "both", it -> it.subject("CN=both").addSanDnsName("till.test").addSanDnsName("desk.test"));
        try (RunningGateway gateway = gateway("clients: {till: {names: till.test}, desk: {names: desk.test}}")) {
            assertThat(ask(gateway, authority.context(both), "/"))
                    .startsWith("HTTP/1.1 401 ")
                    .contains("several clients");
            assertThat(ask(gateway, authority.context(till), "/")).startsWith("HTTP/1.1 200 ");
        }
    }
}
