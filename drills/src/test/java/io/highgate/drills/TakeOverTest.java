package io.highgate.drills;

import com.sun.net.httpserver.HttpExchange;
import io.highgate.drills.client.Download;
import io.highgate.drills.client.Http1Client;
import io.highgate.drills.client.Http2Client;
import io.highgate.drills.client.Steady;
import io.highgate.drills.process.GatewaySetup;
import io.highgate.drills.process.Nginx;
import io.highgate.drills.process.RunningGateway;
import io.highgate.drills.process.SmallOrigin;
import io.highgate.testkit.Await;
import io.highgate.testkit.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** One process after the other takes over the ports, as often as {@code -Dhighgate.drill.takeovers} says. */
class TakeOverTest {

    private static final int TAKE_OVERS = Integer.getInteger("highgate.drill.takeovers", 10);

    @TempDir
    Path folder;

    private Nginx origin;
    private GatewaySetup setup;

    @BeforeEach
    void startOrigin() {
        origin = Nginx.start(folder, "origin");
        setup = GatewaySetup.in(folder);
    }

    @AfterEach
    void stopOrigin() {
        origin.close();
    }

    /** A thousand requests a second: four clients that keep their connection, two that do not, two of HTTP/2. */
    @ParameterizedTest
    @ValueSource(strings = {"io_uring", "epoll"})
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void noRequestFailsHoweverOftenThePortsChangeHands(String transport) {
        GatewaySetup quick = setup.withJvmFlags("-Dhighgate.transport=" + transport, "-XX:TieredStopAtLevel=1");
        RunningGateway serving = quick.start(settings(""));
        try (Http2Client one = new Http2Client(setup.port(), "/name");
                Http2Client two = new Http2Client(setup.port(), "/name");
                Steady load = new Steady()
                        .with(150, Http1Client.keepingAlive(setup.port(), "/name"))
                        .with(150, Http1Client.keepingAlive(setup.port(), "/name"))
                        .with(150, Http1Client.keepingAlive(setup.port(), "/name"))
                        .with(150, Http1Client.keepingAlive(setup.port(), "/name"))
                        .with(100, Http1Client.fresh(setup.port(), "/name"))
                        .with(100, Http1Client.fresh(setup.port(), "/name"))
                        .with(100, one)
                        .with(100, two)) {
            for (int i = 1; i <= TAKE_OVERS; i++) {
                RunningGateway before = serving;
                serving = takeOver(quick, i);
                assertThat(before.process().awaitExit(Duration.ofSeconds(40))).isZero();
                before.close();
            }
            assertThat(load.stop()).containsOnlyKeys("200");
            System.out.println(TAKE_OVERS + " take-overs over " + transport + ": " + load.outcomes());
        } finally {
            serving.close();
        }
    }

    @Test
    void aStreamAndADownloadLiveOnInTheProcessThatBeganThem() throws InterruptedException {
        CountDownLatch goOn = new CountDownLatch(1);
        try (SmallOrigin events = new SmallOrigin().at("/events", exchange -> events(exchange, goOn));
                RunningGateway first = setup.start(settings("  - {name: events, path: /events, upstream: events}\n")
                        + "upstreams: {origin: {endpoints: '" + origin.address() + "'}, events: {endpoints: '"
                        + events.address() + "'}}\n");
                Wire stream = Wire.to(setup.port());
                Download download = Download.toTheMiddle(setup.port(), "/large")) {
            stream.send("GET /events HTTP/1.1\r\nHost: drill\r\n\r\n").readThrough("data: first\n\n");
            Deque<RunningGateway> later = new ArrayDeque<>();
            try {
                for (int i = 1; i <= 3; i++) {
                    later.push(takeOver(setup, i));
                }
                assertThat(first.process().isAlive()).isTrue();
                goOn.countDown();
                stream.readThrough("data: last\n\n");
                download.goOn().awaitEnd(Duration.ofSeconds(25));
                assertThat(download.received()).isEqualTo(Nginx.LARGE);
                assertThat(first.process().awaitExit(Duration.ofSeconds(20))).isZero();
                assertThat(later.getFirst().get("/name").statusCode()).isEqualTo(200);
            } finally {
                later.forEach(RunningGateway::close);
            }
        }
    }

    private static void events(HttpExchange exchange, CountDownLatch goOn) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write("data: first\n\n".getBytes(StandardCharsets.US_ASCII));
        exchange.getResponseBody().flush();
        awaitThat(goOn);
        exchange.getResponseBody().write("data: last\n\n".getBytes(StandardCharsets.US_ASCII));
        exchange.close();
    }

    private static void awaitThat(CountDownLatch latch) {
        try {
            if (!latch.await(25, TimeUnit.SECONDS)) {
                throw new AssertionError("nobody said that the stream goes on");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aNewProcessWithABrokenConfigurationLeavesTheOldOneAsItWas() {
        try (RunningGateway running = setup.start(settings(""));
                Wire open = Wire.to(setup.port())) {
            setup.write(settings("") + "routs: []\n");
            try (RunningGateway broken = setup.withArguments("--take-over").launch()) {
                assertThat(broken.process().awaitExit(Duration.ofSeconds(20))).isEqualTo(1);
            }
            assertStillServes(running, open);
        }
    }

    /** One of its ports is taken by a stranger: it has the old one's descriptors by then, and dies with them. */
    @Test
    void aNewProcessThatCannotOpenAllPortsLeavesTheOldOneAsItWas() {
        try (RunningGateway running = setup.start(settings(""));
                Wire open = Wire.to(setup.port())) {
            String main = "{name: main, bind: '127.0.0.1:" + setup.port() + "'}";
            String taken = origin.address();
            setup.write(settings("") + "listeners: [" + main + ", {name: taken, bind: '" + taken + "'}]\n");
            try (RunningGateway greedy = setup.withArguments("--take-over").launch()) {
                assertThat(greedy.process().awaitExit(Duration.ofSeconds(20))).isEqualTo(3);
                assertThat(greedy.log()).contains("taking over").contains(taken);
            }
            assertStillServes(running, open);
        }
    }

    @Test
    void aNewProcessThatIsKilledBeforeItIsReadyLeavesTheOldOneAsItWas() {
        try (RunningGateway running = setup.start(settings(""));
                Wire open = Wire.to(setup.port())) {
            running.process().signal("STOP");
            try (RunningGateway killed = setup.withArguments("--take-over").launch()) {
                Await.until("it waits for the ports", () -> killed.log().contains("asking the running gateway"));
                killed.process().kill();
            }
            running.process().signal("CONT");
            running.awaitLog("this one goes on");
            assertStillServes(running, open);
            try (RunningGateway next = takeOver(setup, 1)) {
                assertThat(next.get("/name").statusCode()).isEqualTo(200);
                assertThat(running.process().awaitExit(Duration.ofSeconds(40))).isZero();
            }
        }
    }

    @Test
    void withoutARunningProcessATakeOverFailsOrStartsAsUsual() {
        setup.write(settings(""));
        try (RunningGateway alone = setup.withArguments("--take-over").launch()) {
            assertThat(alone.process().awaitExit(Duration.ofSeconds(20))).isEqualTo(3);
            assertThat(alone.log()).contains("--take-over=if-running");
        }
        try (RunningGateway usual =
                setup.withArguments("--take-over=if-running").start()) {
            assertThat(usual.get("/name").body()).isEqualTo("origin");
        }
    }

    @Test
    void overNioATakeOverIsRefusedAndSaysWhy() {
        setup.write(settings(""));
        try (RunningGateway nio = setup.withJvmFlags("-Dhighgate.transport=nio")
                .withArguments("--take-over")
                .launch()) {
            assertThat(nio.process().awaitExit(Duration.ofSeconds(20))).isEqualTo(3);
            assertThat(nio.log()).contains("NIO");
        }
    }

    private static void assertStillServes(RunningGateway running, Wire open) {
        assertThat(running.get("/name").body()).isEqualTo("origin");
        String before = open.send("GET /name HTTP/1.1\r\nHost: drill\r\n\r\n").readAnswer();
        assertThat(before).startsWith("HTTP/1.1 200").doesNotContainIgnoringCase("connection: close");
        assertThat(running.manage("/readyz").statusCode()).isEqualTo(200);
    }

    /** Starts a process that takes over, and waits until a next one could. */
    private static RunningGateway takeOver(GatewaySetup setup, int turn) {
        GatewaySetup next = setup.loggingTo("gateway-" + turn + ".log").withArguments("--take-over");
        RunningGateway taking = next.launch();
        try {
            taking.awaitLog("can be taken over");
            return taking;
        } catch (AssertionError late) {
            taking.close();
            throw late;
        }
    }

    private String settings(String routes) {
        String upstreams = routes.isEmpty() ? "upstreams: {origin: {endpoints: '" + origin.address() + "'}}\n" : "";
        return upstreams + "routes:\n" + routes + "  - {name: all, upstream: origin}\n";
    }
}
