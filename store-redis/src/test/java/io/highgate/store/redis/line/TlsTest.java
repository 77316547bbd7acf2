package io.highgate.store.redis.line;

import io.highgate.store.redis.server.RedisFixture;
import io.highgate.store.redis.server.RedisProcess;
import io.highgate.store.redis.spec.RedisSpec;
import io.highgate.testkit.Await;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static io.highgate.store.contract.Stages.done;
import static org.assertj.core.api.Assertions.assertThat;

/** A server that speaks TLS only. */
@Timeout(60)
class TlsTest {

    private static final Duration MOMENT = Duration.ofMillis(700);

    private final RedisFixture fixture = new RedisFixture();
    private final int port = RedisProcess.freePort();

    @AfterEach
    void end() {
        fixture.close();
    }

    private Path file(String name, String pem) throws IOException {
        return Files.writeString(fixture.folder().resolve(name), pem);
    }

    private static X509Bundle authority(String name) throws Exception {
        return new CertificateBuilder()
                .subject("CN=" + name)
                .setIsCertificateAuthority(true)
                .ecp256()
                .buildSelfSigned();
    }

    /** The file of who has signed the server's certificate. */
    private Path serve(String name) throws Exception {
        X509Bundle authority = authority("root");
        X509Bundle own = new CertificateBuilder()
                .subject("CN=" + name)
                .addSanDnsName(name)
                .ecp256()
                .buildIssuedBy(authority);
        Path root = file("root.pem", authority.getCertificatePEM());
        Path certificate = file("own.pem", own.getCertificatePEM());
        Path key = file("own.key", own.getPrivateKeyPEM());
        fixture.keep(RedisProcess.serverAt(
                fixture.folder(),
                0,
                "--tls-port",
                Integer.toString(port),
                "--tls-cert-file",
                certificate.toString(),
                "--tls-key-file",
                key.toString(),
                "--tls-ca-cert-file",
                root.toString(),
                "--tls-auth-clients",
                "no"));
        Await.until("it listens", this::listens);
        return root;
    }

    private boolean listens() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        }
    }

    private void isRefused(RedisSpec spec) {
        Redis redis = fixture.redis(spec).start();
        RedisFixture.pass(MOMENT);
        assertThat(redis.isAway()).isTrue();
    }

    private RedisSpec spec(String scheme) {
        return RedisFixture.spec(scheme + "://localhost:" + port);
    }

    @Test
    void onlyWhoIsTrustedIsSpokenTo() throws Exception {
        Path root = serve("localhost");
        Redis redis = fixture.redis(spec("rediss").withTrust(root)).start();
        Await.until("it is there", () -> !redis.isAway());
        String answer = done(redis.ask(Ask.repeatable(it -> it.ping())));
        assertThat(answer).isEqualTo("PONG");
        isRefused(spec("rediss"));
        isRefused(spec("rediss").withTrust(file("other.pem", authority("other").getCertificatePEM())));
        isRefused(spec("redis"));
    }

    @Test
    void aCertificateOfAnotherNameIsRefused() throws Exception {
        isRefused(spec("rediss").withTrust(serve("other.test")));
    }
}
