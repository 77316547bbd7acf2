package io.highgate.gateway;

import io.highgate.testkit.Http2Wire;
import io.highgate.testkit.Http2Wire.Frame;
import io.highgate.testkit.Origin;
import io.highgate.testkit.Wire;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** A gRPC call over HTTP/2 on both sides: messages go both ways while the call is open, trailers end it. */
@Timeout(30)
class GrpcStreamTest {

    private static final String[] CALL = {
        ":method",
        "POST",
        ":scheme",
        "http",
        ":path",
        "/pkg.Service/Method",
        ":authority",
        "h",
        "content-type",
        "application/grpc",
        "te",
        "trailers"
    };

    private static final String STRICT = """
            limits: {minBodyRate: 1000B}
            timeouts: {bodyGrace: 300ms}
            """;

    private static RunningGateway before(int port, String... more) {
        return RunningGateway.of("""
            upstreams: {origin: {endpoints: ["127.0.0.1:%d"], protocol: http2}}
            routes: [{name: all, upstream: origin}]
            """.formatted(port) + String.join("", more));
    }

    /** Repeats each message as it comes, and ends with trailers when the client has ended. */
    private static Origin repeating() {
        return Origin.scripted(it -> {
            Http2Wire wire = Http2Wire.server(it);
            while (true) {
                Frame frame = wire.next(Http2Wire.HEADERS);
                int stream = frame.stream();
                wire.headers(
                        stream, false, ":status", "200", "content-type", "application/grpc", "x-te", frame.field("te"));
                while (!frame.ends()) {
                    frame = wire.next(Http2Wire.DATA);
                    if (frame.payload().length > 0) {
                        wire.data(stream, false, frame.text());
                    }
                }
                wire.headers(stream, true, "grpc-status", "0", "grpc-message", "fine");
            }
        });
    }

    /** Takes a call and says nothing. */
    private static Origin listening() {
        return Origin.scripted(it -> {
            Http2Wire.server(it);
            it.drain();
        });
    }

    @Test
    void messagesGoBothWaysAndTrailersEndTheCall() {
        try (Origin origin = repeating();
                RunningGateway gateway = before(origin.port());
                Wire wire = gateway.connect()) {
            Http2Wire client = Http2Wire.client(wire);
            for (int stream = 1; stream < 7; stream += 2) {
                client.headers(stream, false, CALL);
                Frame head = client.next(Http2Wire.HEADERS);
                assertThat(head.field(":status")).isEqualTo("200");
                assertThat(head.field("x-te")).isEqualTo("trailers");
                for (String message : new String[] {"one", "two", "three"}) {
                    client.data(stream, false, message);
                    assertThat(client.next(Http2Wire.DATA).text()).isEqualTo(message);
                }
                client.data(stream, true, "");
                Frame last = client.nextOfMessage();
                assertThat(last.ends()).isTrue();
                assertThat(last.field("grpc-status")).isEqualTo("0");
                assertThat(last.field("grpc-message")).isEqualTo("fine");
            }
            assertThat(origin.connections()).isEqualTo(1);
        }
    }

    @Test
    void aFailureOfTheGatewayIsTrailersOnly() {
        try (Origin origin = Origin.scripted(Wire::close);
                RunningGateway gateway = before(origin.port());
                Wire wire = gateway.connect()) {
            Http2Wire client = Http2Wire.client(wire);
            client.headers(1, true, CALL);
            Frame head = client.next(Http2Wire.HEADERS);
            assertThat(head.ends()).isTrue();
            assertThat(head.field(":status")).isEqualTo("200");
            assertThat(head.field("content-type")).isEqualTo("application/grpc");
            assertThat(head.field("grpc-status")).isEqualTo("14");
        }
    }

    @Test
    void aCallThatIsCancelledIsCancelledAtTheEndpoint() {
        try (Origin origin = Origin.scripted(it -> {
                    Http2Wire wire = Http2Wire.server(it);
                    int stream = wire.next(Http2Wire.HEADERS).stream();
                    wire.headers(stream, false, ":status", "200", "content-type", "application/grpc");
                    int reset = wire.next(Http2Wire.RST_STREAM).stream();
                    wire.headers(wire.next(Http2Wire.HEADERS).stream(), true, ":status", "200", "x-reset", reset + "");
                    it.isEnded();
                });
                RunningGateway gateway = RunningGateway.onOneLoop("""
                    upstreams: {origin: {endpoints: ["127.0.0.1:%d"], protocol: http2}}
                    routes: [{name: all, upstream: origin}]
                    """.formatted(origin.port()));
                Wire wire = gateway.connect()) {
            Http2Wire client = Http2Wire.client(wire);
            client.headers(1, false, CALL);
            client.next(Http2Wire.HEADERS);
            client.number(Http2Wire.RST_STREAM, 1, 8).headers(3, true, CALL);
            assertThat(client.next(Http2Wire.HEADERS).field("x-reset")).isEqualTo("3");
        }
    }

    /** The rate that bodies must come at ended calls whose client had nothing to say for a while. */
    @Test
    void aCallMayBeSilentForLongerThanABodyMay() throws InterruptedException {
        try (Origin origin = Origin.scripted(it -> {
                    Http2Wire wire = Http2Wire.server(it);
                    int stream = wire.next(Http2Wire.HEADERS).stream();
                    String said = wire.next(Http2Wire.DATA).text()
                            + wire.next(Http2Wire.DATA).text();
                    wire.headers(stream, true, ":status", "200", "content-type", "application/grpc", "x-said", said);
                });
                RunningGateway gateway = before(origin.port(), STRICT);
                Wire wire = gateway.connect()) {
            Http2Wire client = Http2Wire.client(wire);
            client.headers(1, false, CALL).data(1, false, "one");
            assertThat(new CountDownLatch(1).await(900, TimeUnit.MILLISECONDS)).isFalse();
            client.data(1, true, "two");
            assertThat(client.next(Http2Wire.HEADERS).field("x-said")).isEqualTo("onetwo");
        }
    }

    @Test
    void aCallThatStaysSilentEnds() {
        try (Origin origin = listening();
                RunningGateway gateway = before(origin.port(), "timeouts: {idle: 300ms}\n");
                Wire wire = gateway.connect()) {
            Http2Wire client = Http2Wire.client(wire);
            client.headers(1, false, CALL).data(1, false, "one");
            assertThat(client.next(Http2Wire.HEADERS).field("grpc-status")).isEqualTo("4");
        }
    }

    @Test
    void whatOnlyResemblesACallComesAtTheRateOfBodies() {
        try (Origin origin = listening();
                RunningGateway gateway = before(origin.port(), STRICT);
                Wire wire = gateway.connect()) {
            String[] other = CALL.clone();
            other[9] = "application/grpc-web";
            Http2Wire client = Http2Wire.client(wire);
            client.headers(1, false, other).data(1, false, "one");
            assertThat(client.next(Http2Wire.HEADERS).field(":status")).isEqualTo("408");
        }
    }
}
