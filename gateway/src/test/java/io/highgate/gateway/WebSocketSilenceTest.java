package io.highgate.gateway;

import io.highgate.testkit.Origin;
import io.highgate.testkit.Wire;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** What the gateway says itself on a WebSocket: pings, and that it goes. */
@Timeout(60)
class WebSocketSilenceTest {

    private final LinkedBlockingQueue<SocketFrame> seen = new LinkedBlockingQueue<>();

    /** An origin that answers pings, keeps what else it is told, and says goodbye to goodbye. */
    private Origin answeringPings() {
        return Origin.scripted(wire -> {
            wire.readHead();
            wire.send(WebSocketTest.AGREED);
            while (true) {
                SocketFrame frame = SocketFrame.read(wire);
                seen.add(frame);
                if (frame.first() == SocketFrame.PING) {
                    wire.send(SocketFrame.server(SocketFrame.PONG, frame.payload()));
                } else if (frame.first() == SocketFrame.CLOSE) {
                    wire.send(SocketFrame.server(SocketFrame.CLOSE, frame.payload()));
                    return;
                }
            }
        });
    }

    private SocketFrame next() throws InterruptedException {
        SocketFrame frame = seen.poll(10, TimeUnit.SECONDS);
        assertThat(frame).as("within ten seconds").isNotNull();
        return frame == null ? new SocketFrame(0, false, "") : frame;
    }

    private static Wire open(RunningGateway gateway) {
        Wire client = gateway.connect().send(WebSocketTest.ASK);
        assertThat(client.readHead()).startsWith("HTTP/1.1 101 ");
        return client;
    }

    @Test
    void silentSidesArePingedAndTheirAnswersKept() throws InterruptedException {
        try (Origin origin = answeringPings();
                RunningGateway gateway = RunningGateway.before(origin.port(), "timeouts: {webSocketPing: 200ms}\n");
                Wire client = open(gateway)) {
            SocketFrame ping = SocketFrame.read(client);
            assertThat(ping.first()).isEqualTo(SocketFrame.PING);
            assertThat(ping.masked()).as("from a server").isFalse();
            client.send(SocketFrame.client(SocketFrame.PONG, ping.payload()));
            client.send(SocketFrame.client(SocketFrame.TEXT, "mine"));
            SocketFrame first = next();
            while (first.first() == SocketFrame.PING) {
                assertThat(first.masked()).as("from a client").isTrue();
                first = next();
            }
            assertThat(first.payload()).as("no pong came before it").isEqualTo("mine");
            assertThat(SocketFrame.read(client).first())
                    .as("no pong of the endpoint's")
                    .isEqualTo(SocketFrame.PING);
        }
    }

    @Test
    void noPingComesIntoTheMiddleOfAFrame() {
        String frame = SocketFrame.server(SocketFrame.TEXT, "hello");
        try (Origin origin = Origin.scripted(wire -> {
                    wire.readHead();
                    wire.send(WebSocketTest.AGREED + frame.substring(0, 4));
                    // the gateway pings this side, between whose frames it may speak, so time has passed
                    SocketFrame ping = SocketFrame.read(wire);
                    SocketFrame again = SocketFrame.read(wire);
                    wire.send(frame.substring(4) + (ping.first() == again.first() ? "" : "?"));
                    wire.isEnded();
                });
                RunningGateway gateway = RunningGateway.before(origin.port(), "timeouts: {webSocketPing: 200ms}\n");
                Wire client = open(gateway)) {
            assertThat(client.read(frame.length())).isEqualTo(frame);
            assertThat(SocketFrame.read(client).first()).isEqualTo(SocketFrame.PING);
        }
    }

    @Test
    void anIdleOneIsClosedTowardsBothSides() throws InterruptedException {
        try (Origin origin = answeringPings();
                RunningGateway gateway =
                        RunningGateway.before(origin.port(), "timeouts: {webSocketIdle: 600ms, webSocketPing: 1h}\n");
                Wire client = open(gateway)) {
            SocketFrame close = SocketFrame.read(client);
            assertThat(close.first()).isEqualTo(SocketFrame.CLOSE);
            assertThat(close.code()).isEqualTo(1001);
            assertThat(client.isEnded()).isTrue();
            assertThat(next().code()).isEqualTo(1001);
            RunningGateway.eventually(() -> gateway.gateway().inFlight() == 0);
            assertThat(gateway.manage("GET", "/metrics"))
                    .contains("highgate_websocket_closes_total{code=\"1001\",route=\"all\"} 1.0");
        }
    }

    /** The answers to our own pings are no talk: else nothing would ever be idle. */
    @Test
    void pongsForTheGatewayKeepNothingAlive() throws InterruptedException {
        try (Origin origin = answeringPings();
                RunningGateway gateway = RunningGateway.before(
                        origin.port(), "timeouts: {webSocketIdle: 900ms, webSocketPing: 200ms}\n");
                Wire client = open(gateway)) {
            SocketFrame frame = SocketFrame.read(client);
            while (frame.first() == SocketFrame.PING) {
                client.send(SocketFrame.client(SocketFrame.PONG, frame.payload()));
                frame = SocketFrame.read(client);
            }
            assertThat(frame.first()).isEqualTo(SocketFrame.CLOSE);
        }
    }

    @Test
    void aDrainLetsThemLiveToItsEndAndThenSaysGoodbye() throws Exception {
        try (Origin origin = answeringPings();
                RunningGateway gateway = RunningGateway.before(origin.port());
                Wire client = open(gateway)) {
            gateway.gateway().beginDrain();
            client.send(SocketFrame.client(SocketFrame.TEXT, "still here"));
            assertThat(next().payload()).isEqualTo("still here");
            FutureTask<Boolean> drained =
                    new FutureTask<>(() -> gateway.gateway().awaitDrained(Duration.ofSeconds(2)));
            Thread.ofVirtual().start(drained);
            SocketFrame close = SocketFrame.read(client);
            assertThat(close.code()).isEqualTo(1001);
            assertThat(client.isEnded()).isTrue();
            client.finishSending();
            assertThat(next().code()).isEqualTo(1001);
            assertThat(drained.get()).isTrue();
        }
    }
}
