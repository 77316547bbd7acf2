package io.highgate.gateway;

import io.highgate.testkit.Await;
import io.highgate.testkit.Http2Wire;
import io.highgate.testkit.Origin;
import io.highgate.testkit.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** Many peers that do not read what they asked for: they are cut, and others are served. */
@Timeout(60)
class FullBuffersTest {

    private static final long BOUND = 4 * 1024 * 1024;
    private static final String SETTINGS = "limits: {buffers: 4MiB}\n";
    private static final byte[] PART = new byte[64 * 1024];
    private static final int SIZE = 64 * 1024 * 1024;

    /** Small answers to anything, a large one to /large; the body of a request to /deaf is not read. */
    private static void serve(Wire wire) throws InterruptedException {
        while (true) {
            String head = wire.readHead();
            if (head.contains(" /deaf ")) {
                Thread.currentThread().join(); // until the test is over and the process ends
            } else if (head.contains(" /large ")) {
                wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + SIZE + "\r\n\r\n");
                for (int sent = 0; sent < SIZE; sent += PART.length) {
                    wire.send(PART);
                }
            } else {
                wire.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nsmall");
            }
        }
    }

    /** A client whose kernel takes next to nothing for it. */
    private static Socket deaf(int port) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4 * 1024);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return socket;
    }

    private static void ask(Socket socket, String path) throws IOException {
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: t\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    private static double metric(RunningGateway gateway, String name) {
        Matcher found =
                Pattern.compile("(?m)^" + Pattern.quote(name) + " (\\S+)$").matcher(gateway.manage("GET", "/metrics"));
        assertThat(found.find()).as(name).isTrue();
        return Double.parseDouble(found.group(1));
    }

    private static double cuts(RunningGateway gateway, String side) {
        return metric(gateway, "highgate_connections_cut_total{reason=\"stalled\",side=\"" + side + "\"}")
                + metric(gateway, "highgate_connections_cut_total{reason=\"overflow\",side=\"" + side + "\"}");
    }

    private static void assertServes(RunningGateway gateway) {
        assertThat(gateway.get("/small")).startsWith("HTTP/1.1 200 ").endsWith("small");
        assertThat(gateway.get("/health")).startsWith("HTTP/1.1 200 ");
        assertThat(gateway.manage("GET", "/readyz")).startsWith("HTTP/1.1 200 ");
        assertThat(metric(gateway, "highgate_backlog_bytes")).isLessThan(BOUND * 3 / 2 + PART.length);
    }

    /** Whether everyone else is served for a while, and nobody is cut for it. */
    private static boolean isAtRest(RunningGateway gateway) {
        double cuts = cuts(gateway, "client");
        for (int i = 0; i < 100; i++) {
            assertServes(gateway);
        }
        return cuts(gateway, "client") == cuts;
    }

    private static void assertRecovers(RunningGateway gateway) {
        Await.until("nothing waits any more", () -> metric(gateway, "highgate_backlog_bytes") == 0);
        double before = metric(gateway, "highgate_limit_buffers_hits_total");
        for (int i = 0; i < 20; i++) {
            assertServes(gateway);
        }
        assertThat(metric(gateway, "highgate_limit_buffers_hits_total")).isEqualTo(before);
    }

    @Test
    void clientsThatDoNotReadAreCutAndOthersAreServedThroughout() throws Exception {
        try (Origin origin = Origin.scripted(FullBuffersTest::serve);
                RunningGateway gateway = RunningGateway.before(origin.port(), SETTINGS)) {
            List<Socket> deaf = new ArrayList<>();
            try {
                for (int i = 0; i < 200; i++) {
                    Socket client = deaf(gateway.port());
                    deaf.add(client);
                    ask(client, "/large");
                }
                Await.until("clients are cut", () -> {
                    assertThat(gateway.get("/health")).startsWith("HTTP/1.1 200 ");
                    return cuts(gateway, "client") > 0 && metric(gateway, "highgate_backlog_bytes") < BOUND;
                });
                // Some are still there, and do not bring it about again and again.
                Await.until("it comes to rest", () -> isAtRest(gateway));
                try (Wire reader = gateway.connect()) {
                    reader.send("GET /large HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n")
                            .readHead();
                    assertThat(reader.drain()).isEqualTo(SIZE);
                }
                assertThat(gateway.manage("GET", "/metrics"))
                        .contains("highgate_failures_total{reason=\"OVERLOADED\"}");
            } finally {
                for (Socket client : deaf) {
                    client.close();
                }
            }
            assertRecovers(gateway);
        }
    }

    /** Reads what had come before the end. */
    private static boolean isBroken(Wire wire) {
        try {
            wire.drain();
            return true;
        } catch (UncheckedIOException reset) {
            return !(reset.getCause() instanceof SocketTimeoutException);
        }
    }

    @Test
    void streamsWithoutAWindowCountAndTheirConnectionIsCut() {
        try (Origin origin = Origin.scripted(FullBuffersTest::serve);
                RunningGateway gateway = RunningGateway.before(origin.port(), "limits: {buffers: 96KiB}\n");
                Wire wire = gateway.connect()) {
            Http2Wire client = Http2Wire.client(wire, Http2Wire.INITIAL_WINDOW, 0);
            for (int stream = 1; stream < 240; stream += 2) {
                client.headers(stream, true, ":method", "GET", ":scheme", "http", ":path", "/large", ":authority", "t");
            }
            Await.until("the connection is cut", () -> {
                assertThat(gateway.get("/health")).startsWith("HTTP/1.1 200 ");
                return cuts(gateway, "client") > 0;
            });
            assertThat(isBroken(wire)).isTrue();
            assertRecovers(gateway);
        }
    }

    @Test
    void endpointsThatDoNotReadAreCutAndTheirClientsToldWhy() throws Exception {
        try (Origin origin = Origin.scripted(FullBuffersTest::serve);
                RunningGateway gateway = RunningGateway.before(origin.port(), SETTINGS + "timeouts: {idle: 3s}\n")) {
            List<String> answers = new ArrayList<>();
            List<Wire> clients = new ArrayList<>();
            for (int i = 0; i < 80; i++) {
                Wire client = gateway.connect();
                clients.add(client);
                Thread.ofVirtual().start(() -> post(client, answers));
            }
            Await.until("endpoints are cut", () -> {
                assertThat(gateway.get("/health")).startsWith("HTTP/1.1 200 ");
                return cuts(gateway, "endpoint") > 0;
            });
            Await.until("a client is told", () -> {
                synchronized (answers) {
                    return answers.stream().anyMatch(it -> it.contains("X-Highgate-Reason: OVERLOADED"));
                }
            });
            Await.until("it comes to rest", () -> isAtRest(gateway));
            clients.forEach(Wire::close);
            assertRecovers(gateway);
        }
    }

    private static void post(Wire client, List<String> answers) {
        try {
            client.send("POST /deaf HTTP/1.1\r\nHost: t\r\nContent-Length: " + SIZE + "\r\n\r\n");
            Thread.ofVirtual().start(() -> sendAll(client));
            String head = client.readHead();
            synchronized (answers) {
                answers.add(head);
            }
        } catch (RuntimeException cut) {
            // Whose body waits in the gateway may be cut as well.
        }
    }

    private static void sendAll(Wire client) {
        try {
            for (int sent = 0; sent < SIZE; sent += PART.length) {
                client.send(PART);
            }
        } catch (RuntimeException over) {
            // The connection is closed: all is said.
        }
    }
}
