package io.highgate.gateway;

import io.highgate.model.spec.GatewaySpec;
import io.highgate.testkit.Origin;
import io.highgate.testkit.Wire;
import java.net.BindException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Configurations come and go, and the gateway itself drains, without a request being lost. */
@Timeout(60)
class LifeTest {

    private static String answering(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    @Test
    void aPublishedConfigurationServesTheNextRequestAndTheOldOneRetires() {
        try (Origin first = Origin.answering(answering("first"));
                Origin second = Origin.answering(answering("second"));
                RunningGateway gateway = RunningGateway.before(first.port());
                Wire client = gateway.connect()) {
            assertThat(client.send("GET / HTTP/1.1\r\nHost: test\r\n\r\n").readAnswer())
                    .endsWith("first");
            assertThat(gateway.gateway().publish(RunningGateway.spec(RunningGateway.toOrigin(second.port()))))
                    .isEqualTo(new Publication.Accepted(2));
            assertThat(client.send("GET / HTTP/1.1\r\nHost: test\r\n\r\n").readAnswer())
                    .endsWith("second");
            RunningGateway.eventually(() -> gateway.manage("GET", "/metrics").contains("highgate_snapshots_live 1.0"));
        }
    }

    /** It served before its names were known, and answered 503 until they were. */
    @Test
    void aPublishedConfigurationKnowsItsNamesBeforeItServes() {
        try (RunningGateway gateway = RunningGateway.of("routes: [{name: a, respond: {}}]\n")) {
            for (int i = 0; i < 5; i++) {
                try (Origin origin = Origin.answering(answering("named"))) {
                    String named = RunningGateway.toOrigin(origin.port()).replace("127.0.0.1", "localhost");
                    gateway.gateway().publish(RunningGateway.spec(named));
                    assertThat(gateway.get("/")).startsWith("HTTP/1.1 200 ");
                }
            }
        }
    }

    /** The port was still bound by the old name, so that the new configuration was refused. */
    @Test
    void aListenerThatGetsAnotherNameKeepsItsPortAndItsConnections() {
        String routes = "routes: [{name: a, respond: {body: new}}]\n";
        try (Origin free = Origin.echoing();
                RunningGateway gateway = RunningGateway.of("listeners: [{name: main, bind: '127.0.0.1:0'},"
                        + " {name: old, bind: '127.0.0.2:" + free.port() + "'}]\n" + routes)) {
            int main = gateway.port();
            try (Wire client = Wire.to(main)) {
                client.send("GET / HTTP/1.1\r\nHost: test\r\n\r\n").readAnswer();
                assertThat(gateway.gateway()
                                .publish(RunningGateway.spec("listeners: [{name: public, bind: '127.0.0.1:0'},"
                                        + " {name: main, bind: '127.0.0.2:" + free.port() + "'}]\n" + routes)))
                        .isInstanceOf(Publication.Accepted.class);
                assertThat(gateway.gateway().port("public")).isEqualTo(main);
                assertThat(gateway.gateway().port("main")).isEqualTo(free.port());
                assertThat(client.send("GET / HTTP/1.1\r\nHost: test\r\n\r\n").readAnswer())
                        .endsWith("new");
                assertThat(gateway.manage("GET", "/metrics"))
                        .contains("highgate_connections{listener=\"public\"} 1.0")
                        .contains("highgate_connections{listener=\"main\"} 0.0")
                        .doesNotContain("\"old\"");
            }
        }
    }

    @Test
    void aListenerKeepsItsNameWhenTheConfigurationIsRefused() {
        String routes = "routes: [{name: a, respond: {body: x}}]\n";
        try (Origin taken = Origin.echoing();
                RunningGateway gateway = RunningGateway.of(routes)) {
            assertThat(gateway.gateway()
                            .publish(RunningGateway.spec("listeners: [{name: renamed, bind: '127.0.0.1:0'},"
                                    + " {name: more, bind: '127.0.0.1:" + taken.port() + "'}]\n" + routes)))
                    .isInstanceOf(Publication.Refused.class);
            assertThat(gateway.get("/")).endsWith("x");
            assertThat(gateway.manage("GET", "/metrics"))
                    .contains("highgate_connections{listener=\"main\"}")
                    .doesNotContain("renamed");
        }
    }

    @Test
    void theSameConfigurationAgainIsNotPublished() {
        try (RunningGateway gateway = RunningGateway.before(1)) {
            assertThat(gateway.gateway().publish(gateway.gateway().snapshot().spec()))
                    .isEqualTo(new Publication.Unchanged(1));
        }
    }

    @Test
    void aRequestUnderWayKeepsTheConfigurationItBeganWith() throws Exception {
        CountDownLatch published = new CountDownLatch(1);
        try (Origin slow = Origin.scripted(wire -> {
                    wire.readHead();
                    if (published.await(10, TimeUnit.SECONDS)) {
                        wire.send(answering("slow"));
                    }
                });
                RunningGateway gateway = RunningGateway.before(slow.port());
                Wire client = gateway.connect()) {
            client.send("GET / HTTP/1.1\r\nHost: test\r\n\r\n");
            RunningGateway.eventually(() -> gateway.gateway().inFlight() == 1);
            gateway.gateway().publish(RunningGateway.spec("routes: [{name: a, respond: {body: new}}]\n"));
            published.countDown();
            assertThat(client.readAnswer()).endsWith("slow");
        }
    }

    @Test
    void aThousandReloadsUnderLoadLoseNothing() throws Exception {
        try (Origin origin = Origin.echoing();
                RunningGateway gateway = RunningGateway.before(origin.port());
                Wire client = gateway.connect()) {
            var one = RunningGateway.spec(RunningGateway.toOrigin(origin.port()));
            var two = RunningGateway.spec(RunningGateway.toOrigin(origin.port()) + "limits: {headerCount: 50}\n");
            publishInTurns(gateway, one, two, 100);
            long before = heapInUse();
            CountDownLatch done = new CountDownLatch(1);
            Thread reloads = Thread.ofVirtual().start(() -> {
                publishInTurns(gateway, one, two, 1000);
                done.countDown();
            });
            int served = 0;
            while (done.getCount() > 0) {
                assertThat(client.send("GET / HTTP/1.1\r\nHost: test\r\n\r\n").readAnswer())
                        .startsWith("HTTP/1.1 200 OK");
                served++;
            }
            reloads.join();
            assertThat(served).isPositive();
            RunningGateway.eventually(() -> gateway.manage("GET", "/metrics").contains("highgate_snapshots_live 1.0"));
            assertThat(heapInUse() - before).as("bytes more than before").isLessThan(4 * 1024 * 1024);
        }
    }

    private static void publishInTurns(RunningGateway gateway, GatewaySpec one, GatewaySpec two, int times) {
        for (int i = 0; i < times; i++) {
            gateway.gateway().publish(i % 2 == 0 ? two : one);
        }
    }

    private static long heapInUse() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void aDrainingGatewayFinishesWhatIsUnderWayAndRefusesWhatIsNew() throws Exception {
        CountDownLatch draining = new CountDownLatch(1);
        try (Origin slow = Origin.scripted(wire -> {
                    wire.readHead();
                    if (draining.await(10, TimeUnit.SECONDS)) {
                        wire.send(answering("done"));
                    }
                });
                RunningGateway gateway = RunningGateway.before(slow.port());
                Wire client = gateway.connect()) {
            client.send("GET / HTTP/1.1\r\nHost: test\r\n\r\n");
            RunningGateway.eventually(() -> gateway.gateway().inFlight() == 1);
            assertThat(gateway.manage("GET", "/readyz")).contains(" 200 ");
            assertThat(gateway.manage("POST", "/-/drain")).contains(" 202 ");
            assertThat(gateway.manage("GET", "/readyz")).contains(" 503 ");
            assertThat(gateway.get("/"))
                    .startsWith("HTTP/1.1 503 ")
                    .contains("Connection: close\r\n")
                    .contains("\"code\":\"SERVICE_UNAVAILABLE\"");
            assertThat(gateway.gateway().awaitDrained(Duration.ofMillis(10))).isFalse();
            draining.countDown();
            assertThat(client.readToEnd()).contains("Connection: close\r\n").endsWith("done");
            assertThat(gateway.gateway().awaitDrained(Duration.ofSeconds(10))).isTrue();
        }
    }

    @Test
    void aTakenPortIsNamed() {
        try (RunningGateway gateway = RunningGateway.before(1)) {
            assertThatThrownBy(() -> RunningGateway.onPort(gateway.port()))
                    .cause()
                    .isInstanceOf(BindException.class)
                    .hasMessageContaining("127.0.0.1:" + gateway.port());
        }
    }
}
