package io.highgate.gateway;

import io.highgate.testkit.Origin;
import io.highgate.testkit.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the gateway refuses while it has too much to do, and that it takes it again. */
class OverloadTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nwell";

    private static RunningGateway before(Origin origin, String overload) {
        return RunningGateway.of("""
                limits: {inFlight: 10}
                overload: %s
                upstreams: {origin: {endpoints: ["127.0.0.1:%d"]}}
                routes:
                  - {name: held, path: /held, upstream: origin, importance: high}
                  - {name: high, path: /high, respond: {}, importance: high}
                  - {name: usual, path: /usual, respond: {}}
                  - {name: low, path: /low, respond: {}, importance: low}
                """.formatted(overload, origin.port()));
    }

    private static Origin holding(CountDownLatch until) {
        return Origin.scripted(wire -> {
            wire.readHead();
            until.await();
            wire.send(OK);
        });
    }

    private static List<Wire> hold(RunningGateway gateway, int requests) {
        List<Wire> wires = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            wires.add(gateway.connect().send("GET /held HTTP/1.1\r\nHost: test\r\n\r\n"));
        }
        RunningGateway.eventually(() -> gateway.gateway().inFlight() == requests);
        return wires;
    }

    @Test
    void whatMattersLeastIsRefusedFirstAndTakenAgainWhenThereIsLessToDo() {
        CountDownLatch goOn = new CountDownLatch(1);
        try (Origin origin = holding(goOn);
                RunningGateway gateway = before(origin, "{from: 40%, hold: 200ms}")) {
            List<Wire> held = hold(gateway, 9);
            RunningGateway.eventually(() -> gateway.get("/low").startsWith("HTTP/1.1 503"));
            assertThat(gateway.get("/low")).contains("OVERLOADED");
            assertThat(gateway.get("/usual")).startsWith("HTTP/1.1 200");
            assertThat(gateway.get("/high")).startsWith("HTTP/1.1 200");
            RunningGateway.eventually(
                    () -> gateway.manage("GET", "/metrics").contains("highgate_overload_shed_classes 4"));
            assertThat(gateway.manage("GET", "/metrics")).containsPattern("highgate_overload_shed_total [1-9]");
            goOn.countDown();
            held.forEach(it -> assertThat(it.readAnswer()).startsWith("HTTP/1.1 200"));
            held.forEach(Wire::close);
            RunningGateway.eventually(() -> gateway.get("/low").startsWith("HTTP/1.1 200"));
            RunningGateway.eventually(
                    () -> gateway.manage("GET", "/metrics").contains("highgate_overload_shed_classes 0"));
        }
    }

    @Test
    void whereNormalRequestsMayGoTheyGoAfterThoseOfLowImportance() {
        CountDownLatch goOn = new CountDownLatch(1);
        try (Origin origin = holding(goOn);
                RunningGateway gateway = before(origin, "{sheds: normal, from: 10%}")) {
            List<Wire> held = hold(gateway, 9);
            RunningGateway.eventually(() -> gateway.get("/usual").startsWith("HTTP/1.1 503"));
            assertThat(gateway.get("/low")).startsWith("HTTP/1.1 503");
            assertThat(gateway.get("/high")).startsWith("HTTP/1.1 200");
            goOn.countDown();
            held.forEach(Wire::close);
        }
    }

    @Test
    void nothingIsRefusedEarlyWhereThatIsOff() {
        CountDownLatch goOn = new CountDownLatch(1);
        try (Origin origin = holding(goOn);
                RunningGateway gateway = before(origin, "none")) {
            List<Wire> held = hold(gateway, 9);
            RunningGateway.eventually(
                    () -> gateway.manage("GET", "/metrics").contains("highgate_overload_pressure 0.9"));
            assertThat(gateway.get("/low")).startsWith("HTTP/1.1 200");
            goOn.countDown();
            held.forEach(Wire::close);
        }
    }

    @Test
    void placesThatTheGatewayHasFoundOutAreGivenBack() {
        try (Origin origin = Origin.answering(OK);
                RunningGateway gateway = before(origin, "{adaptive: true}")) {
            for (int i = 0; i < 40; i++) {
                assertThat(gateway.get(i % 2 == 0 ? "/held" : "/nowhere"))
                        .startsWith(i % 2 == 0 ? "HTTP/1.1 200" : "HTTP/1.1 404");
            }
            RunningGateway.eventually(() -> gateway.gateway().inFlight() == 0);
            assertThat(gateway.manage("GET", "/metrics")).contains("highgate_overload_limit 10");
        }
    }
}
