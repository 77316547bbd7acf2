package io.highgate.gateway;

import io.highgate.testkit.Http2Wire;
import io.highgate.testkit.Origin;
import io.highgate.testkit.Wire;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** Copies go to another upstream, and requests notice nothing of it. */
@Timeout(60)
class MirrorTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nmain";
    private static final String GET = "GET /a?b=c HTTP/1.1\r\nHost: test\r\nX-One: 1\r\n\r\n";

    private static final String CHUNKED =
            "POST /a HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n";

    private final Queue<String> copies = new ConcurrentLinkedQueue<>();

    /** Keeps what it is asked, and answers with something large that nobody wants. */
    private Origin recording() {
        return Origin.scripted(wire -> {
            while (true) {
                String head = wire.readHead();
                copies.add(head + body(wire, head));
                wire.send("HTTP/1.1 500 Oh\r\nContent-Length: 100000\r\n\r\n" + "x".repeat(100_000));
            }
        });
    }

    private static String body(Wire wire, String head) {
        if (head.toLowerCase(java.util.Locale.ROOT).contains("transfer-encoding: chunked")) {
            return wire.readThrough("0\r\n\r\n");
        }
        return wire.read(Wire.contentLength(head));
    }

    private static Origin main() {
        return Origin.scripted(wire -> {
            while (true) {
                String head = wire.readHead();
                body(wire, head);
                wire.send(OK);
            }
        });
    }

    private static RunningGateway before(Origin main, int mirror, String settings) {
        return RunningGateway.of("""
                upstreams:
                  main: {endpoints: ["127.0.0.1:%d"]}
                  shadow: {endpoints: ["127.0.0.1:%d"], retry: {count: 0}, health: {passive: false}}
                routes:
                  - name: all ü
                    upstream: main
                    rewrite: /v2/{x}
                    path: "/{x}"
                    mirror: {upstream: shadow%s}
                """.formatted(main.port(), mirror, settings));
    }

    private static void outcome(RunningGateway gateway, String outcome, int count) {
        String line =
                "highgate_route_mirrored_requests_total{outcome=\"" + outcome + "\",route=\"all ü\"} " + count + ".0\n";
        String octets = new String(
                line.getBytes(java.nio.charset.StandardCharsets.UTF_8), java.nio.charset.StandardCharsets.ISO_8859_1);
        RunningGateway.eventually(() -> gateway.manage("GET", "/metrics").contains(octets));
        RunningGateway.eventually(() -> gateway.manage("GET", "/metrics").contains("highgate_mirrors_in_flight 0.0\n"));
    }

    @Test
    void aCopyIsWhatTheUpstreamIsAskedWithAFieldThatTells() {
        try (Origin main = main();
                Origin mirror = recording();
                RunningGateway gateway = before(main, mirror.port(), "")) {
            assertThat(gateway.ask(GET)).startsWith("HTTP/1.1 200").endsWith("main");
            outcome(gateway, "answered", 1);
            assertThat(copies.poll())
                    .startsWith("GET /v2/a?b=c HTTP/1.1\r\n")
                    .contains("X-One: 1\r\n", "X-Forwarded-For: 127.0.0.1\r\n", "X-Highgate-Mirror: all+%C3%BC\r\n");
        }
    }

    @Test
    void aBodyIsCopiedWhateverItsFraming() {
        try (Origin main = main();
                Origin mirror = recording();
                RunningGateway gateway = before(main, mirror.port(), "")) {
            assertThat(gateway.ask("POST /a HTTP/1.1\r\nHost: test\r\nContent-Length: 5\r\n\r\nhello"))
                    .startsWith("HTTP/1.1 200");
            outcome(gateway, "answered", 1);
            assertThat(copies.poll()).contains("Content-Length: 5\r\n").endsWith("\r\n\r\nhello");
            assertThat(gateway.ask(CHUNKED)).startsWith("HTTP/1.1 200");
            outcome(gateway, "answered", 2);
            assertThat(copies.poll()).contains("abc", "de");
        }
    }

    @Test
    void aBodyBeyondTheBoundIsNotCopiedAndCounted() {
        try (Origin main = main();
                Origin mirror = recording();
                RunningGateway gateway = before(main, mirror.port(), ", body: 4B")) {
            assertThat(gateway.ask("POST /a HTTP/1.1\r\nHost: test\r\nContent-Length: 5\r\n\r\nhello"))
                    .startsWith("HTTP/1.1 200");
            outcome(gateway, "too_large", 1);
            assertThat(gateway.ask(CHUNKED)).startsWith("HTTP/1.1 200");
            outcome(gateway, "too_large", 2);
            assertThat(copies).isEmpty();
        }
    }

    @Test
    void aMirrorThatHangsIsNotNoticedAndBounded() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (Origin main = main();
                Origin mirror = Origin.scripted(wire -> {
                    wire.readHead();
                    copies.add("came");
                    never.await();
                });
                RunningGateway gateway = before(main, mirror.port(), ", inFlight: 1, timeout: 1s")) {
            assertThat(gateway.ask(GET)).endsWith("main");
            RunningGateway.eventually(() -> copies.size() == 1);
            assertThat(gateway.ask(GET)).endsWith("main");
            outcome(gateway, "too_many", 1);
            outcome(gateway, "failed", 1);
            never.countDown();
        }
    }

    @Test
    void aMirrorThatIsNotThereIsNotNoticed() {
        Origin gone = Origin.echoing();
        int port = gone.port();
        gone.close();
        try (Origin main = main();
                RunningGateway gateway = before(main, port, "")) {
            for (int i = 1; i <= 3; i++) {
                assertThat(gateway.ask(GET)).endsWith("main");
                outcome(gateway, "failed", i);
            }
        }
    }

    @Test
    void aBodyThatNeverBecomesWholeIsNotCopied() {
        try (Origin main = main();
                Origin mirror = recording();
                RunningGateway gateway = before(main, mirror.port(), "")) {
            try (Wire leaves = gateway.connect()) {
                leaves.send("POST /a HTTP/1.1\r\nHost: test\r\nContent-Length: 5\r\n\r\nhel");
                RunningGateway.eventually(() -> gateway.gateway().inFlight() == 1
                        && gateway.manage("GET", "/metrics").contains("highgate_mirrors_in_flight 1.0"));
            }
            outcome(gateway, "unfinished", 1);
            assertThat(copies).isEmpty();
        }
    }

    @Test
    void aShareIsCopiedAndACopyIsNotCopiedAgain() {
        try (Origin main = main();
                Origin mirror = recording();
                RunningGateway gateway = before(main, mirror.port(), ", share: 30%")) {
            try (Wire client = gateway.connect()) {
                for (int i = 0; i < 400; i++) {
                    assertThat(client.send(GET).readAnswer()).endsWith("main");
                }
                for (int i = 0; i < 50; i++) {
                    client.send("GET /a HTTP/1.1\r\nHost: test\r\nX-Highgate-Mirror: other\r\n\r\n")
                            .readAnswer();
                }
            }
            RunningGateway.eventually(
                    () -> gateway.manage("GET", "/metrics").contains("highgate_mirrors_in_flight 0.0\n"));
            assertThat(copies).hasSizeBetween(70, 170).noneMatch(it -> it.contains("other"));
        }
    }

    @Test
    void aRequestOverHttp2IsCopiedWithItsBody() {
        try (Origin main = main();
                Origin mirror = recording();
                RunningGateway gateway = before(main, mirror.port(), "");
                Http2Wire client = Http2Wire.to(gateway.port())) {
            client.request(1, false, "POST", "/a").data(1, true, "over two");
            assertThat(client.next(Http2Wire.HEADERS).status()).isEqualTo(200);
            outcome(gateway, "answered", 1);
            assertThat(copies.poll()).startsWith("POST /v2/a HTTP/1.1").contains("over two");
            client.get(3, "/b");
            assertThat(client.next(Http2Wire.HEADERS).status()).isEqualTo(200);
            outcome(gateway, "answered", 2);
            assertThat(copies.poll()).startsWith("GET /v2/b HTTP/1.1");
        }
    }

    @Test
    void aCopyUnderWayOutlivesItsConfiguration() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        try (Origin main = main();
                Origin mirror = Origin.scripted(wire -> {
                    copies.add(wire.readHead());
                    goOn.await();
                    wire.send(OK);
                });
                RunningGateway gateway = before(main, mirror.port(), "")) {
            assertThat(gateway.ask(GET)).endsWith("main");
            RunningGateway.eventually(() -> copies.size() == 1);
            gateway.gateway().publish(RunningGateway.spec("routes: [{name: a, respond: {}}]"));
            goOn.countDown();
            outcome(gateway, "answered", 1);
            RunningGateway.eventually(() -> gateway.manage("GET", "/metrics").contains("highgate_snapshots_live 1.0"));
        }
    }
}
