package io.highgate.drills.takeover;

import io.highgate.drills.client.Http1Client;
import io.highgate.drills.client.Http2Client;
import io.highgate.drills.client.SecureLine;
import io.highgate.drills.client.Steady;
import io.highgate.drills.client.StrictHttp2Client;
import io.highgate.drills.conformance.Certificate;
import io.highgate.drills.process.GatewaySetup;
import io.highgate.drills.process.Nginx;
import io.highgate.testkit.Ports;
import io.highgate.testkit.Wire;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One process after the other takes over the ports, as often as {@code -Dhighgate.drill.takeovers}
 * says, under a thousand requests a second of all kinds.
 */
class TakeOverTest {

    private static final int TAKE_OVERS = Integer.getInteger("highgate.drill.takeovers", 10);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"io_uring", "epoll"})
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void noRequestFailsHoweverOftenThePortsChangeHands(String transport) {
        GatewaySetup setup =
                GatewaySetup.in(folder).startingQuickly("-Dhighgate.transport=" + transport, "-XX:TieredStopAtLevel=1");
        Certificate certificate = Certificate.in(folder);
        int secure = Ports.free();
        SecureLine fresh = new SecureLine(secure, "http/1.1", certificate.authority());
        try (Nginx origin = Nginx.start(folder, "origin");
                Turns turns = Turns.begin(setup, settings(setup.port(), secure, certificate, origin));
                Http2Client plain = new Http2Client(setup.port(), "/name");
                Http2Client encrypted = new Http2Client(secure, "/name", SecureLine.trusting(certificate.authority()));
                Steady load = cleartext(new Steady(), setup.port(), plain)
                        .with(100, Http1Client.keepingAlive(line(secure, "http/1.1", certificate), "/name"))
                        .with(25, Http1Client.fresh(fresh, "/name"))
                        .with(25, Http1Client.fresh(fresh, "/name"))
                        .with(75, new StrictHttp2Client(line(secure, "h2", certificate), "/name"))
                        .with(50, encrypted)) {
            for (int i = 1; i <= TAKE_OVERS; i++) {
                turns.nextAndLast(Duration.ofSeconds(40));
            }
            assertThat(load.stop()).containsOnlyKeys("200");
            tell(transport, load, fresh);
            assertThat(load.reached()).as("requests a second").isGreaterThan(load.offered() / 10);
            assertThat(fresh.resumed()).as("within a process").isPositive();
            assertThat(fresh.complete())
                    .as("a ticket is its process's own: the next one makes a complete handshake of it")
                    .isGreaterThan(TAKE_OVERS / 2);
        }
    }

    /** Three clients that keep their connection, two that do not, two of HTTP/2. */
    private static Steady cleartext(Steady load, int port, Http2Client jdk) {
        return load.with(125, Http1Client.keepingAlive(port, "/name"))
                .with(125, Http1Client.keepingAlive(port, "/name"))
                .with(125, Http1Client.keepingAlive(port, "/name"))
                .with(75, Http1Client.fresh(port, "/name"))
                .with(75, Http1Client.fresh(port, "/name"))
                .with(100, new StrictHttp2Client(() -> Wire.to(port), "/name"))
                .with(100, jdk);
    }

    private static SecureLine line(int port, String protocol, Certificate certificate) {
        return new SecureLine(port, protocol, certificate.authority());
    }

    /** What a reader of the log wants to know: how much of the load there really was. */
    private static void tell(String transport, Steady load, SecureLine fresh) {
        System.out.printf(
                "%d take-overs over %s: %s; %d requests/s offered, %d reached, the slowest answer after %d ms,"
                        + " a client behind its pace by %d ms at most;"
                        + " fresh TLS: %d resumed, %d complete%n",
                TAKE_OVERS,
                transport,
                load.outcomes(),
                load.offered(),
                load.reached(),
                load.slowest().toMillis(),
                load.behind().toMillis(),
                fresh.resumed(),
                fresh.complete());
    }

    private static String settings(int port, int secure, Certificate certificate, Nginx origin) {
        return """
                listeners:
                  - {name: main, bind: '127.0.0.1:%d'}
                  - name: secure
                    bind: '127.0.0.1:%d'
                    tls: {certificates: [{certificate: '%s', key: '%s'}]}
                upstreams: {origin: {endpoints: '%s'}}
                routes: [{name: all, upstream: origin}]
                """.formatted(port, secure, certificate.file(), certificate.key(), origin.address());
    }
}
