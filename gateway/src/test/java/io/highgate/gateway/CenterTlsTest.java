package io.highgate.gateway;

import io.highgate.gateway.Authority.Issued;
import io.highgate.gateway.center.Book;
import io.highgate.gateway.center.ScriptedCenter;
import io.highgate.testkit.Await;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A center is spoken to over TLS: verified always, with a certificate of one's own where it asks for one. */
@Timeout(60)
class CenterTlsTest {

    @TempDir
    Path folder;

    private Authority authority;

    @BeforeEach
    void found() {
        authority = new Authority(folder, "root");
    }

    private ScriptedCenter center(Issued certificate, boolean asks) {
        ScriptedCenter center =
                new ScriptedCenter(authority.context(certificate), socket -> socket.setNeedClientAuth(asks));
        center.change(List.of(Book.up("crm", 9)), List.of());
        return center;
    }

    private static RunningGateway before(ScriptedCenter center, String tls) {
        return RunningGateway.of(
                "center: {urls: ['" + center.url() + "'], backOff: 20ms, timeout: 1s, tls: {" + tls + "}}\n");
    }

    private static void stands(RunningGateway gateway, String said) {
        Await.until("it says " + said, () -> gateway.manage("GET", "/-/center").contains(said));
    }

    @Test
    void theAuthorityOfTheFileIsTrusted() {
        try (ScriptedCenter center = center(authority.issue("c", "127.0.0.1"), false);
                RunningGateway gateway = before(center, "trust: ['" + authority.file() + "']")) {
            stands(gateway, "\"state\":\"following\"");
            assertThat(gateway.gateway().snapshot().upstreams()).containsOnlyKeys("crm");
        }
    }

    @Test
    void anotherNameAndAnotherAuthorityAreNot() {
        try (ScriptedCenter center = center(authority.issue("c", "another.test"), false);
                RunningGateway gateway = before(center, "trust: ['" + authority.file() + "']")) {
            stands(gateway, "SSLHandshakeException");
        }
        try (ScriptedCenter center = center(authority.issue("d", "127.0.0.1"), false);
                RunningGateway gateway = before(center, "")) {
            stands(gateway, "SSLHandshakeException");
            assertThat(gateway.manage("GET", "/-/center")).contains("\"instances\":0");
        }
    }

    @Test
    void aCertificateOfItsOwnIsShown() {
        Issued own = authority.issue("own", "gw-1");
        String tls = "trust: ['%s'], clientCertificate: {certificate: '%s', key: '%s'}"
                .formatted(authority.file(), own.certificate(), own.key());
        try (ScriptedCenter center = center(authority.issue("c", "127.0.0.1"), true);
                RunningGateway gateway = before(center, tls)) {
            stands(gateway, "\"state\":\"following\"");
        }
    }
}
