package io.highgate.gateway;

import io.highgate.testkit.Http2Wire;
import io.highgate.testkit.Origin;
import io.highgate.testkit.Wire;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Faults made on purpose: where they are configured, and nowhere else. */
@Timeout(60)
class FaultTest {

    private static final String GET = "GET / HTTP/1.1\r\nHost: test\r\n\r\n";

    private final AtomicInteger asked = new AtomicInteger();

    private Origin origin() {
        return Origin.scripted(wire -> {
            while (true) {
                String head = wire.readHead();
                asked.incrementAndGet();
                String body = head + wire.read(Wire.contentLength(head));
                wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
            }
        });
    }

    private static RunningGateway before(Origin origin, String fault) {
        return RunningGateway.of("""
                accessLog: {format: json}
                upstreams: {origin: {endpoints: ["127.0.0.1:%d"]}}
                routes: [{name: all, path: "/", upstream: origin, fault: {%s}}]
                """.formatted(origin.port(), fault));
    }

    private static String wishing(String wish) {
        return "GET / HTTP/1.1\r\nHost: test\r\nX-Highgate-Fault: " + wish + "\r\n\r\n";
    }

    @Test
    void anAbortIsAnsweredWithoutAskingAnyone() {
        try (Origin origin = origin();
                RunningGateway gateway = before(origin, "abort: {status: 418}")) {
            assertThat(gateway.ask(GET)).startsWith("HTTP/1.1 418").contains("FAULT_INJECTED", "route all");
            assertThat(asked).hasValue(0);
            RunningGateway.eventually(() -> gateway.console().contains("FAULT_INJECTED"));
            assertThat(gateway.console()).doesNotContain("\"upstream\"", "delayed_ms");
            assertThat(gateway.manage("GET", "/metrics"))
                    .contains("highgate_route_faults_total{fault=\"abort\",route=\"all\"} 1.0");
            assertThat(gateway.ask("GET /health HTTP/1.1\r\nHost: test\r\n\r\n"))
                    .startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void aShareIsAborted() {
        try (Origin origin = origin();
                RunningGateway gateway = before(origin, "abort: {status: 503, share: 30%}");
                Wire client = gateway.connect()) {
            int aborted = 0;
            for (int i = 0; i < 400; i++) {
                aborted += client.send(GET).readAnswer().startsWith("HTTP/1.1 503") ? 1 : 0;
            }
            assertThat(aborted).isBetween(70, 170);
            assertThat(asked).hasValue(400 - aborted);
        }
    }

    @Test
    void aDelayComesFirstAndTheBodyGoesAfterIt() {
        try (Origin origin = origin();
                RunningGateway gateway = before(origin, "delay: {time: 300ms}")) {
            long began = System.nanoTime();
            assertThat(gateway.ask("POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 5\r\n\r\nhello"))
                    .startsWith("HTTP/1.1 200")
                    .endsWith("hello");
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(300));
            RunningGateway.eventually(() -> gateway.console().contains("\"delayed_ms\":300.0"));
        }
    }

    @Test
    void aDelayEndsWhenTheClientGoes() {
        try (Origin origin = origin();
                RunningGateway gateway = before(origin, "delay: {time: 1h}")) {
            try (Wire client = gateway.connect()) {
                client.send(GET);
                RunningGateway.eventually(() -> gateway.gateway().inFlight() == 1);
            }
            RunningGateway.eventually(() -> gateway.gateway().inFlight() == 0);
            assertThat(asked).hasValue(0);
        }
    }

    @Test
    void aRequestAsksForWhatItWants() {
        try (Origin origin = origin();
                RunningGateway gateway = before(origin, "byHeader: true, longest: 1s")) {
            assertThat(gateway.ask(GET)).startsWith("HTTP/1.1 200");
            assertThat(gateway.ask(wishing("abort=502")))
                    .startsWith("HTTP/1.1 502")
                    .contains("FAULT_INJECTED");
            assertThat(gateway.ask(wishing("delay=10ms")))
                    .startsWith("HTTP/1.1 200")
                    .doesNotContain("X-Highgate-Fault");
            assertThat(gateway.ask(wishing("delay=10ms, abort=404"))).startsWith("HTTP/1.1 404");
            assertThat(asked).hasValue(2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delay=2s",
                "delay=-1s",
                "delay",
                "abort=200",
                "abort=99999999999",
                "abort=503,",
                "panic=1",
                "",
                "delay=1ms, abort=503, delay=1ms, abort=503, delay=1ms, abort=503, delay=1ms"
            })
    void whatARequestMayNotAskForIsRefused(String wish) {
        try (Origin origin = origin();
                RunningGateway gateway = before(origin, "byHeader: true, longest: 1s")) {
            assertThat(gateway.ask(wishing(wish))).startsWith("HTTP/1.1 400").contains("X-Highgate-Fault");
            assertThat(asked).hasValue(0);
        }
    }

    @Test
    void whereItIsNotAllowedTheFieldIsJustAField() {
        try (Origin origin = origin();
                RunningGateway gateway = before(origin, "delay: {time: 1ms}")) {
            assertThat(gateway.ask(wishing("abort=503")))
                    .startsWith("HTTP/1.1 200")
                    .contains("X-Highgate-Fault");
        }
    }

    @Test
    void overHttp2FaultsAreTheSame() {
        try (Origin origin = origin();
                RunningGateway gateway = before(origin, "byHeader: true");
                Http2Wire client = Http2Wire.to(gateway.port())) {
            client.get(1, "/", "x-highgate-fault", "abort=500");
            Http2Wire.Frame aborted = client.next(Http2Wire.HEADERS);
            assertThat(aborted.status()).isEqualTo(500);
            assertThat(aborted.field("x-highgate-reason")).isEqualTo("FAULT_INJECTED");
            client.body(1);
            client.get(3, "/", "x-highgate-fault", "delay=100ms");
            assertThat(client.next(Http2Wire.HEADERS).status()).isEqualTo(200);
            client.get(5, "/", "x-highgate-fault", "delay=5s");
            RunningGateway.eventually(() -> gateway.gateway().inFlight() == 1);
            client.number(Http2Wire.RST_STREAM, 5, 8);
            RunningGateway.eventually(() -> gateway.gateway().inFlight() == 0);
            assertThat(asked).hasValue(1);
        }
    }

    @Test
    void aGrpcClientIsToldItsOwnWay() {
        try (Origin origin = origin();
                RunningGateway gateway = before(origin, "abort: {status: 503}")) {
            assertThat(
                            gateway.ask(
                                    "POST / HTTP/1.1\r\nHost: test\r\nContent-Type: application/grpc\r\nContent-Length: 0\r\n\r\n"))
                    .startsWith("HTTP/1.1 200")
                    .contains("grpc-status: 14");
        }
    }
}
