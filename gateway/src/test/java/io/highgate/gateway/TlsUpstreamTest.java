package io.highgate.gateway;

import io.highgate.gateway.Authority.Issued;
import io.highgate.gateway.tls.TlsProvider;
import io.highgate.testkit.Origin;
import io.highgate.testkit.Wire;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** TLS to the endpoints, on real sockets, with both libraries. */
@Timeout(60)
class TlsUpstreamTest {

    private static final int MANY = 64 * 1024 * 1024;

    @TempDir
    private Path folder;

    private Authority authority;

    @BeforeEach
    void found() {
        authority = new Authority(folder, "root");
    }

    /** Settings of a server that asks nobody for anything. */
    private static void anyone(SSLSocket socket) {}

    private Origin origin(Issued certificate) {
        return Origin.secured(authority.context(certificate), TlsUpstreamTest::anyone, Origin::echo);
    }

    private String to(Origin origin, String more) {
        return "upstreams: {origin: {endpoints: ['https://127.0.0.1:%d'], tls: {trust: '%s'%s}}}\n"
                        .formatted(origin.port(), authority.file(), more)
                + "routes: [{name: all, upstream: origin}]\n";
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void verifiesTheEndpointAndKeepsTheConnection(TlsProvider provider) {
        try (Origin origin = origin(authority.issue("a", "127.0.0.1"));
                RunningGateway gateway = RunningGateway.of(to(origin, ""), provider)) {
            try (Wire client = gateway.connect()) {
                for (int i = 0; i < 3; i++) {
                    String request = "GET /" + i + " HTTP/1.1\r\nHost: h\r\n\r\n";
                    assertThat(client.send(request).readAnswer())
                            .startsWith("HTTP/1.1 200 ")
                            .contains("GET /" + i);
                }
            }
            assertThat(origin.connections()).isEqualTo(1);
        }
    }

    @Test
    void theNameCanBeAnotherOneThanTheHost() {
        try (Origin origin = origin(authority.issue("a", "orders.internal"));
                RunningGateway gateway = RunningGateway.of(to(origin, ", serverName: orders.internal"))) {
            assertThat(gateway.get("/")).startsWith("HTTP/1.1 200 ");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "OPENSSL, name, for another name", "JDK, name, for another name",
        "OPENSSL, expired, has expired", "JDK, expired, has expired",
        "OPENSSL, self, not from a trusted authority", "JDK, self, not from a trusted authority",
        "OPENSSL, foreign, not from a trusted authority"
    })
    void whoCannotBeTrustedGetsNoRequest(TlsProvider provider, String wrong, String reason) {
        Issued certificate = switch (wrong) {
            case "name" -> authority.issue("a", "other.test");
            case "expired" -> authority.expired("a", "127.0.0.1");
            case "self" -> Authority.selfSigned(folder, "a", "127.0.0.1");
            default -> new Authority(folder, "strange").issue("a", "127.0.0.1");
        };
        try (Origin origin = origin(certificate);
                RunningGateway gateway = RunningGateway.of(to(origin, ""), provider)) {
            assertThat(gateway.get("/"))
                    .startsWith("HTTP/1.1 502 ")
                    .contains("\"code\":\"TLS_FAILED\"")
                    .contains(reason)
                    .doesNotContain("127.0.0.1")
                    .doesNotContain("Exception");
        }
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void verifyNoneTakesAnyone(TlsProvider provider) {
        try (Origin origin = origin(Authority.selfSigned(folder, "a", "other.test"));
                RunningGateway gateway =
                        RunningGateway.of(to(origin, "").replaceAll("trust: '[^']*'", "verify: none"), provider)) {
            assertThat(gateway.get("/")).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void twoUpstreamsWithOneAddressDoNotShareConnections() {
        try (Origin origin = origin(Authority.selfSigned(folder, "a", "other.test"));
                RunningGateway gateway = RunningGateway.of("""
                        upstreams:
                          blind: {endpoints: ['https://127.0.0.1:%1$d'], tls: {verify: none}}
                          strict: {endpoints: ['https://127.0.0.1:%1$d']}
                        routes: [{name: b, path: /blind, upstream: blind}, {name: s, path: /strict, upstream: strict}]
                        """.formatted(origin.port()))) {
            assertThat(gateway.get("/blind")).startsWith("HTTP/1.1 200 ");
            assertThat(gateway.get("/strict")).startsWith("HTTP/1.1 502 ").contains("TLS_FAILED");
            assertThat(gateway.manage("GET", "/metrics")).contains("highgate_endpoint_attempts_total");
        }
    }

    @ParameterizedTest
    @CsvSource({"OPENSSL, TLSv1.3", "OPENSSL, TLSv1.2", "JDK, TLSv1.3", "JDK, TLSv1.2"})
    void showsItsOwnCertificateToThoseWhoAsk(TlsProvider provider, String version) {
        Consumer<SSLSocket> asks = socket -> {
            socket.setNeedClientAuth(true);
            socket.setEnabledProtocols(new String[] {version});
        };
        Issued own = authority.issue("gateway", "gateway.test");
        try (Origin origin = Origin.secured(authority.context(authority.issue("a", "127.0.0.1")), asks, Origin::echo);
                RunningGateway known = RunningGateway.of(to(origin, ", clientCertificate: " + own.yaml()), provider);
                RunningGateway unknown = RunningGateway.of(to(origin, ""), provider)) {
            assertThat(known.get("/")).startsWith("HTTP/1.1 200 ");
            assertThat(unknown.get("/")).startsWith("HTTP/1.1 502 ");
        }
    }

    @Test
    void theTimeToConnectCoversTheHandshake() {
        CountDownLatch over = new CountDownLatch(1);
        try (Origin silent = Origin.scripted(wire -> over.await());
                RunningGateway gateway = RunningGateway.of(to(silent, "") + "timeouts: {connect: 400ms}\n")) {
            assertThat(gateway.get("/")).startsWith("HTTP/1.1 502 ").contains("was not over in time");
        } finally {
            over.countDown();
        }
    }

    @Test
    void anEndpointWithoutTlsIsToldFromOneThatIsDown() {
        try (Origin plain = Origin.scripted(
                        wire -> wire.send("HTTP/1.1 400 Bad Request\r\n\r\n").readToEnd());
                RunningGateway gateway = RunningGateway.of(to(plain, ""))) {
            assertThat(gateway.get("/")).startsWith("HTTP/1.1 502 ").contains("does not speak TLS");
        }
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void aBodyUntilCloseIsCompleteOnlyIfTheEndIsSaid(TlsProvider provider) {
        Issued certificate = authority.issue("a", "127.0.0.1");
        try (Origin origin = Origin.secured(authority.context(certificate), TlsUpstreamTest::anyone, wire -> {
                    boolean cut = wire.readHead().startsWith("GET /cut");
                    wire.send("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhello");
                    if (cut) {
                        wire.cut();
                    }
                });
                RunningGateway gateway = RunningGateway.of(to(origin, ""), provider)) {
            try (Wire client = gateway.connect()) {
                assertThat(client.send("GET /whole HTTP/1.1\r\nHost: h\r\n\r\n").readThrough("\r\n0\r\n\r\n"))
                        .contains("hello");
            }
            try (Wire client = gateway.connect()) {
                assertThat(client.send("GET /cut HTTP/1.1\r\nHost: h\r\n\r\n").readToEnd())
                        .contains("hello")
                        .doesNotContain("\r\n0\r\n");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void manyOctetsStreamThroughTlsOnBothSides(TlsProvider provider) {
        Issued certificate = authority.issue("a", "127.0.0.1", "a.test");
        try (Origin origin = Origin.secured(authority.context(certificate), TlsUpstreamTest::anyone, wire -> {
                    String head = wire.readHead();
                    wire.read(Wire.contentLength(head));
                    wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + MANY + "\r\n\r\n");
                    byte[] block = new byte[256 * 1024];
                    for (int sent = 0; sent < MANY; sent += block.length) {
                        wire.send(block);
                    }
                });
                RunningGateway gateway =
                        RunningGateway.of(Tls.listener(certificate.yaml(), "") + to(origin, ""), provider);
                Wire client = Tls.connect(gateway, authority.client())) {
            client.send("PUT / HTTP/1.1\r\nHost: a.test\r\nConnection: close\r\nContent-Length: " + MANY + "\r\n\r\n");
            byte[] block = new byte[256 * 1024];
            for (int sent = 0; sent < MANY; sent += block.length) {
                client.send(block);
            }
            assertThat(client.readHead()).startsWith("HTTP/1.1 200 ");
            assertThat(client.drain()).isEqualTo(MANY);
        }
    }
}
