package io.highgate.gateway;

import io.highgate.testkit.Http2Wire;
import io.highgate.testkit.Origin;
import io.highgate.testkit.Wire;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A gRPC client is told of failures in the words of gRPC, and its deadline is kept. */
@Timeout(30)
class GrpcFailureTest {

    private static String call(String fields) {
        return "POST /pkg.Service/Method HTTP/1.1\r\nHost: t\r\nContent-Type: application/grpc+proto\r\nTE: trailers\r\n"
                + fields
                + "Content-Length: 5\r\n\r\n\0\0\0\0\0";
    }

    private static RunningGateway before(int port, String settings) {
        return RunningGateway.of("""
            upstreams: {origin: {endpoints: ["127.0.0.1:%d"], protocol: http2}}
            routes: [{name: all, upstream: origin}]
            %s
            """.formatted(port, settings));
    }

    private static void assertStatus(String answer, int status, String code) {
        assertThat(answer)
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("Content-Type: application/grpc\r\n")
                .contains("grpc-status: " + status + "\r\n")
                .contains("X-Highgate-Reason: " + code + "\r\n")
                .contains("Content-Length: 0\r\n");
    }

    @Test
    void anEndpointThatIsNotThereIsUnavailable() {
        int nobody;
        try (Origin origin = Origin.echoing()) {
            nobody = origin.port();
        }
        try (RunningGateway gateway = before(nobody, "")) {
            assertStatus(gateway.ask(call("")), 14, "CONNECT_FAILED");
        }
    }

    @Test
    void aCallThatNoRouteMatchesIsUnimplemented() {
        try (RunningGateway gateway = RunningGateway.of("routes: [{name: a, path: /a, respond: {}}]\n")) {
            assertStatus(gateway.ask(call("")), 12, "NO_ROUTE");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 8})
    void aStreamThatIsResetIsUnavailable(int error) {
        try (Origin origin = Origin.scripted(it -> {
                    Http2Wire wire = Http2Wire.server(it);
                    wire.number(Http2Wire.RST_STREAM, wire.next(Http2Wire.HEADERS).stream(), error);
                    wire.wire().isEnded();
                });
                RunningGateway gateway = before(origin.port(), "")) {
            assertStatus(gateway.ask(call("")), 14, "UPSTREAM_RESET");
        }
    }

    @Test
    void anAnswerThatIsMalformedIsInternal() {
        try (Origin origin = Origin.scripted(it -> {
                    Http2Wire wire = Http2Wire.server(it);
                    wire.headers(wire.next(Http2Wire.HEADERS).stream(), true, ":status", "9");
                    wire.wire().isEnded();
                });
                RunningGateway gateway = before(origin.port(), "")) {
            assertStatus(gateway.ask(call("")), 13, "UPSTREAM_MALFORMED");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "s", "5s", "-5S", "123456789S", "5 S", "5x", "5S5", "\u0665S"})
    void aTimeoutThatCannotBeReadIsRefused(String timeout) {
        try (Origin origin = Origin.scripted(Wire::isEnded);
                RunningGateway gateway = before(origin.port(), "")) {
            assertStatus(gateway.ask(call("grpc-timeout: " + timeout + "\r\n")), 3, "BAD_REQUEST");
            assertThat(origin.connections()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"200m, true", "200000u, false"})
    void theCallersDeadlineEndsTheCallWhetherTheEndpointIsConnectedOrNot(String timeout, boolean speaks) {
        try (Origin origin = Origin.scripted(it -> {
                    if (speaks) {
                        Http2Wire.server(it);
                    }
                    it.drain();
                });
                RunningGateway gateway = before(origin.port(), "")) {
            assertStatus(gateway.ask(call("grpc-timeout: " + timeout + "\r\n")), 4, "UPSTREAM_TIMEOUT");
        }
    }

    @Test
    void whatIsLeftOfTheDeadlineIsHandedOn() {
        Queue<String> handedOn = new ConcurrentLinkedQueue<>();
        try (Origin origin = Origin.scripted(it -> {
                    Http2Wire wire = Http2Wire.server(it);
                    while (true) {
                        Http2Wire.Frame head = wire.next(Http2Wire.HEADERS);
                        handedOn.add(head.field("grpc-timeout"));
                        wire.headers(head.stream(), true, ":status", "200", "grpc-status", "0");
                    }
                });
                RunningGateway gateway = before(origin.port(), "")) {
            gateway.ask(call("grpc-timeout: 10S\r\n"));
            gateway.ask(call(""));
            assertThat(handedOn.poll()).matches("99\\d{5}u|9[0-8]\\d{5}u");
            assertThat(handedOn.poll()).isEmpty();
        }
    }

    @Test
    void anAnswerOfTrailersOnlyAndAnErrorThatIsNotGrpcPassAsTheyAre() {
        try (Origin origin = Origin.scripted(it -> {
                    Http2Wire wire = Http2Wire.server(it);
                    wire.headers(
                            wire.next(Http2Wire.HEADERS).stream(),
                            true,
                            ":status",
                            "200",
                            "grpc-status",
                            "5",
                            "grpc-message",
                            "no");
                    int second = wire.next(Http2Wire.HEADERS).stream();
                    wire.headers(second, false, ":status", "503", "content-type", "text/html", "content-length", "2");
                    wire.data(second, true, "no");
                    wire.wire().isEnded();
                });
                RunningGateway gateway = before(origin.port(), "");
                Wire client = gateway.connect()) {
            assertThat(client.send(call("")).readAnswer())
                    .startsWith("HTTP/1.1 200 ")
                    .contains("grpc-status: 5\r\n", "grpc-message: no\r\n");
            assertThat(client.send(call("")).readAnswer())
                    .startsWith("HTTP/1.1 503 ")
                    .doesNotContain("grpc-status")
                    .endsWith("no");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/grpc-web", "application/grpcx", "application/json", "application/grp"})
    void whoDoesNotSpeakGrpcIsToldOtherwise(String type) {
        try (RunningGateway gateway = RunningGateway.of("routes: [{name: a, path: /a, respond: {}}]\n")) {
            assertThat(gateway.ask("POST /b HTTP/1.1\r\nHost: t\r\nContent-Type: " + type + "\r\n\r\n"))
                    .startsWith("HTTP/1.1 404 ")
                    .doesNotContain("grpc-status");
        }
    }
}
