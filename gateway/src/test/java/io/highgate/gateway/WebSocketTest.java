package io.highgate.gateway;

import io.highgate.testkit.Origin;
import io.highgate.testkit.Wire;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** WebSockets over HTTP/1.1, octet by octet on both sides. */
@Timeout(60)
class WebSocketTest {

    static final String ASK = """
            GET /chat?room=1 HTTP/1.1\r
            Host: test\r
            Connection: keep-alive, Upgrade\r
            Upgrade: websocket\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
            Sec-WebSocket-Version: 13\r
            Sec-WebSocket-Extensions: permessage-deflate\r
            \r
            """;

    static final String AGREED = """
            HTTP/1.1 101 Whatever\r
            Upgrade: WebSocket\r
            Connection: upgrade\r
            Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r
            Sec-WebSocket-Extensions: permessage-deflate\r
            \r
            """;

    private final LinkedBlockingQueue<String> seen = new LinkedBlockingQueue<>();

    /** An origin that agrees, and then echoes octets, masked or not, to their end. */
    static Origin agreeing() {
        return Origin.scripted(wire -> {
            wire.readHead();
            wire.send(AGREED);
            while (true) {
                wire.send(wire.read(1));
            }
        });
    }

    /** An origin that agrees and then does something else. */
    private Origin agreeing(Origin.Script then) {
        return Origin.scripted(wire -> {
            seen.add(wire.readHead());
            wire.send(AGREED);
            then.serve(wire);
        });
    }

    private String next() throws InterruptedException {
        String text = seen.poll(10, TimeUnit.SECONDS);
        assertThat(text).as("within ten seconds").isNotNull();
        return String.valueOf(text);
    }

    private static Wire open(RunningGateway gateway) {
        Wire client = gateway.connect().send(ASK);
        assertThat(client.readHead()).startsWith("HTTP/1.1 101 ");
        return client;
    }

    @Test
    void theHandshakeIsHandedOnAndAnswered() throws InterruptedException {
        try (Origin origin = agreeing(Wire::isEnded);
                RunningGateway gateway = RunningGateway.before(origin.port());
                Wire client = gateway.connect()) {
            client.send(ASK);
            assertThat(client.readHead())
                    .startsWith("HTTP/1.1 101 Switching Protocols\r\n")
                    .contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n")
                    .contains("Sec-WebSocket-Extensions: permessage-deflate\r\n")
                    .containsOnlyOnce("Connection: Upgrade\r\nUpgrade: websocket\r\n")
                    .doesNotContain("Content-Length", "Transfer-Encoding");
            assertThat(next())
                    .startsWith("GET /chat?room=1 HTTP/1.1\r\n")
                    .containsOnlyOnce("Connection: Upgrade\r\nUpgrade: websocket\r\n")
                    .contains("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n", "X-Forwarded-For: 127.0.0.1\r\n")
                    .contains("Sec-WebSocket-Extensions: permessage-deflate\r\n")
                    .doesNotContain("keep-alive");
        }
    }

    @Test
    void framesPassBothWaysAsTheyAre() {
        String frames = SocketFrame.client(SocketFrame.TEXT, "hello")
                + SocketFrame.client(0xc2, "deflated, perhaps")
                + SocketFrame.client(SocketFrame.PING, "theirs")
                + SocketFrame.client(0xf3, "reserved");
        try (Origin origin = agreeing();
                RunningGateway gateway = RunningGateway.before(origin.port());
                Wire client = open(gateway)) {
            assertThat(client.send(frames).read(frames.length())).isEqualTo(frames);
        }
    }

    @Test
    void whatTheEndpointSaysWithItsHandshakeArrives() {
        String hello = SocketFrame.server(SocketFrame.TEXT, "hello");
        try (Origin origin = Origin.scripted(wire -> {
                    wire.readHead();
                    wire.send(AGREED + hello);
                    wire.isEnded();
                });
                RunningGateway gateway = RunningGateway.before(origin.port());
                Wire client = open(gateway)) {
            assertThat(client.read(hello.length())).isEqualTo(hello);
        }
    }

    /** Before 101 it is not known that they are frames: they must not reach the endpoint as a request's body. */
    @Test
    void whatTheClientSaysTooEarlyWaits() throws InterruptedException {
        CountDownLatch agree = new CountDownLatch(1);
        String early = SocketFrame.client(SocketFrame.TEXT, "early");
        try (Origin origin = Origin.scripted(wire -> {
                    seen.add(wire.readHead());
                    agree.await();
                    wire.send(AGREED);
                    seen.add(wire.read(early.length()));
                });
                RunningGateway gateway = RunningGateway.before(origin.port());
                Wire client = gateway.connect().send(ASK + early)) {
            next();
            assertThat(seen).isEmpty();
            agree.countDown();
            assertThat(client.readHead()).startsWith("HTTP/1.1 101 ");
            assertThat(next()).isEqualTo(early);
        }
    }

    @Test
    void aRefusalPassesAndTheConnectionGoesOn() {
        String refusal = "HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno";
        try (Origin origin = Origin.answering(refusal);
                RunningGateway gateway = RunningGateway.before(origin.port());
                Wire client = gateway.connect()) {
            assertThat(client.send(ASK).readAnswer())
                    .startsWith("HTTP/1.1 403 ")
                    .endsWith("no");
            assertThat(client.send("GET / HTTP/1.1\r\nHost: test\r\n\r\n").readAnswer())
                    .startsWith("HTTP/1.1 403 ");
            assertThat(origin.connections()).isOne();
        }
    }

    @Test
    void aSwitchToSomethingElseIsNoAnswer() {
        for (String fields : new String[] {"Upgrade: h2c\r\nConnection: Upgrade", "Upgrade: websocket", "A: b"}) {
            try (Origin origin = Origin.answering("HTTP/1.1 101 X\r\n" + fields + "\r\n\r\n");
                    RunningGateway gateway = RunningGateway.before(origin.port());
                    Wire client = gateway.connect()) {
                assertThat(client.send(ASK).readAnswer())
                        .startsWith("HTTP/1.1 502 ")
                        .contains("UPSTREAM_MALFORMED");
            }
        }
    }

    @Test
    void aSwitchThatNobodyAskedForIsNoAnswer() {
        try (Origin origin = Origin.answering(AGREED);
                RunningGateway gateway = RunningGateway.before(origin.port())) {
            assertThat(gateway.get("/")).startsWith("HTTP/1.1 502 ").contains("without being asked");
        }
    }

    @Test
    void closeCodesArriveOnTheOtherSide() throws InterruptedException {
        String fromClient = SocketFrame.client(SocketFrame.CLOSE, SocketFrame.code(4001) + "bye");
        String fromEndpoint = SocketFrame.server(SocketFrame.CLOSE, SocketFrame.code(1011));
        try (Origin origin = agreeing(wire -> {
                    seen.add(wire.read(fromClient.length()));
                    wire.send(fromEndpoint);
                });
                RunningGateway gateway = RunningGateway.before(origin.port());
                Wire client = open(gateway)) {
            client.send(fromClient);
            assertThat(client.read(fromEndpoint.length())).isEqualTo(fromEndpoint);
            assertThat(client.isEnded()).isTrue();
            next();
            assertThat(next()).isEqualTo(fromClient);
            RunningGateway.eventually(() -> gateway.gateway().inFlight() == 0);
            assertThat(gateway.manage("GET", "/metrics"))
                    .contains("highgate_websocket_closes_total{code=\"4xxx\",route=\"all\"} 1.0")
                    .contains("highgate_websockets_open{route=\"all\"} 0.0")
                    .doesNotContain("CLIENT_GONE", "UPSTREAM_RESET");
        }
    }

    @Test
    void anEndpointThatDiesEndsTheClientToo() {
        try (Origin origin = agreeing(wire -> {
                    wire.send(SocketFrame.server(SocketFrame.TEXT, "last"));
                    wire.read(1);
                    wire.reset();
                });
                RunningGateway gateway = RunningGateway.before(origin.port());
                Wire client = open(gateway)) {
            assertThat(SocketFrame.read(client).payload()).isEqualTo("last");
            assertThat(client.send(SocketFrame.client(SocketFrame.TEXT, "x")).isEnded())
                    .isTrue();
            RunningGateway.eventually(() -> gateway.gateway().inFlight() == 0);
            assertThat(gateway.manage("GET", "/metrics"))
                    .contains("highgate_websocket_closes_total{code=\"none\",route=\"all\"} 1.0")
                    .contains("UPSTREAM_RESET");
        }
    }

    @Test
    void aClientThatVanishesEndsTheEndpointToo() throws InterruptedException {
        try (Origin origin = agreeing(wire -> seen.add("ended " + wire.isEnded()));
                RunningGateway gateway = RunningGateway.before(origin.port())) {
            open(gateway).reset();
            next();
            assertThat(next()).isEqualTo("ended true");
            RunningGateway.eventually(() -> gateway.gateway().inFlight() == 0);
            assertThat(gateway.manage("GET", "/metrics")).contains("CLIENT_GONE");
        }
    }

    @Test
    void theEndpointMayAnswerAClientThatHasNoMoreToSay() throws InterruptedException {
        String last = SocketFrame.server(SocketFrame.TEXT, "last");
        try (Origin origin = agreeing(wire -> {
                    seen.add(wire.readToEnd());
                    wire.send(last);
                });
                RunningGateway gateway = RunningGateway.before(origin.port());
                Wire client = open(gateway)) {
            client.send(SocketFrame.client(SocketFrame.TEXT, "all")).finishSending();
            assertThat(client.readToEnd()).isEqualTo(last);
            next();
            assertThat(next()).isEqualTo(SocketFrame.client(SocketFrame.TEXT, "all"));
        }
    }

    @Test
    void whatIsCarriedIsCountedWhileItIsOpen() {
        try (Origin origin = agreeing();
                RunningGateway gateway = RunningGateway.before(origin.port());
                Wire client = open(gateway)) {
            String frame = SocketFrame.client(SocketFrame.TEXT, "four");
            client.send(frame + frame).read(2 * frame.length());
            assertThat(gateway.manage("GET", "/metrics"))
                    .contains("highgate_websockets_open{route=\"all\"} 1.0")
                    .contains("highgate_websocket_messages_total{direction=\"in\",route=\"all\"} 2.0")
                    .contains("highgate_websocket_messages_total{direction=\"out\",route=\"all\"} 2.0")
                    .contains("highgate_websocket_bytes_total{direction=\"in\",route=\"all\"} 20.0");
        }
    }
}
