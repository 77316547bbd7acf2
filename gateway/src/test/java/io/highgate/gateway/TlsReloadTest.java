package io.highgate.gateway;

import io.highgate.gateway.Authority.Issued;
import io.highgate.gateway.tls.TlsProvider;
import io.highgate.model.spec.GatewaySpec;
import io.highgate.testkit.Wire;
import java.nio.file.Path;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Certificates are exchanged while the gateway serves. */
@Timeout(60)
class TlsReloadTest {

    @TempDir
    private Path folder;

    private Authority authority;
    private String yaml;

    @BeforeEach
    void issue() {
        authority = new Authority(folder, "root");
        Issued first = authority.issue("a", "a.test", "first.test");
        yaml = Tls.listener(first.yaml(), "") + "management: {bind: '127.0.0.1:0'}\n"
                + "routes: [{name: r, respond: {body: hello}}]\n";
    }

    private static String shown(Wire wire) {
        try {
            return wire.session().getPeerCertificates()[0].toString();
        } catch (SSLPeerUnverifiedException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void newHandshakesTakeTheNewCertificateAndOldConnectionsLive(TlsProvider provider) {
        GatewaySpec spec = RunningGateway.spec(yaml);
        try (RunningGateway gateway = RunningGateway.of(yaml, provider);
                Wire old = Tls.connect(gateway, authority.client())) {
            assertThat(old.send(Tls.GET).readAnswer()).endsWith("hello");
            assertThat(gateway.gateway().publish(spec)).isInstanceOf(Publication.Unchanged.class);
            int port = gateway.port();
            authority.issue("a", "a.test", "second.test");
            assertThat(gateway.gateway().publish(spec)).isInstanceOf(Publication.Accepted.class);
            assertThat(gateway.port()).isEqualTo(port);
            assertThat(old.send(Tls.GET).readAnswer()).endsWith("hello");
            assertThat(shown(old)).contains("first.test");
            try (Wire fresh = Tls.connect(gateway, authority.client())) {
                assertThat(shown(fresh)).contains("second.test");
                assertThat(fresh.send(Tls.GET).readAnswer()).endsWith("hello");
            }
        }
    }

    @Test
    void aBrokenCertificateChangesNothing() {
        GatewaySpec spec = RunningGateway.spec(yaml);
        try (RunningGateway gateway = RunningGateway.of(yaml)) {
            Authority.write(folder.resolve("a.crt"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
            assertThat(gateway.gateway().publish(spec))
                    .isInstanceOfSatisfying(
                            Publication.Refused.class,
                            refused -> assertThat(refused.problems())
                                    .singleElement()
                                    .asString()
                                    .contains("a.crt is damaged"));
            try (Wire client = Tls.connect(gateway, authority.client())) {
                assertThat(shown(client)).contains("first.test");
            }
            authority.issue("a", "a.test", "third.test");
            assertThat(gateway.gateway().publish(spec)).isInstanceOf(Publication.Accepted.class);
            try (Wire client = Tls.connect(gateway, authority.client())) {
                assertThat(shown(client)).contains("third.test");
            }
        }
    }

    @Test
    void settingsOfTheSamePortChangeWithoutBindingItAgain() {
        try (RunningGateway gateway = RunningGateway.of(yaml);
                Wire old = Tls.connect(gateway, authority.client())) {
            old.send(Tls.GET).readAnswer();
            GatewaySpec stricter = RunningGateway.spec(yaml.replace("tls: {", "tls: {minVersion: TLSv1.3, "));
            assertThat(gateway.gateway().publish(stricter)).isInstanceOf(Publication.Accepted.class);
            assertThat(old.send(Tls.GET).readAnswer()).endsWith("hello");
            GatewaySpec open = RunningGateway.spec(
                    "listeners: [{bind: '127.0.0.1:0'}]\nroutes: [{name: r, respond: {body: open}}]\n");
            assertThat(gateway.gateway().publish(open)).isInstanceOf(Publication.Accepted.class);
            assertThat(gateway.get("/")).endsWith("open");
        }
    }
}
