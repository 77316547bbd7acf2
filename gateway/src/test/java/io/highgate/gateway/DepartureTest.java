package io.highgate.gateway;

import io.highgate.gateway.flow.Transport;
import io.highgate.gateway.listen.port.Inheritance;
import io.highgate.gateway.listen.port.LocalPort;
import io.highgate.gateway.listen.port.LocalSocket;
import io.highgate.gateway.listen.port.OpenPort;
import io.highgate.testkit.Wire;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A gateway leaves: for good, or because another process has its ports. */
@Timeout(60)
class DepartureTest {

    private static final String ASK = "GET / HTTP/1.1\r\nHost: test\r\n\r\n";
    private static final String ROUTE = "routes: [{name: a, respond: {body: here}}]\n";

    @TempDir
    Path folder;

    /** It closed idle connections at once, and with them the requests that were on their way. */
    @Test
    void whoStopsStillTellsTheRequestThatIsOnItsWay() {
        try (RunningGateway gateway = RunningGateway.of(ROUTE);
                Wire idle = gateway.connect();
                Wire fresh = gateway.connect()) {
            idle.send(ASK).readAnswer();
            gateway.gateway().beginDrain();
            assertThat(idle.send(ASK).readToEnd()).startsWith("HTTP/1.1 503 ").contains("Connection: close\r\n");
            assertThat(fresh.send(ASK).readToEnd()).startsWith("HTTP/1.1 503 ").contains("Connection: close\r\n");
        }
    }

    @Test
    void whoHasASuccessorServesWhatComesOverOpenConnectionsAndEndsThem() throws InterruptedException {
        try (RunningGateway gateway = RunningGateway.of(ROUTE);
                Wire idle = gateway.connect();
                Wire asked = gateway.connect()) {
            asked.send(ASK).readAnswer();
            RunningGateway.eventually(
                    () -> gateway.gateway().departure().sockets().size() == 2);
            idle.send("GET / HT");
            gateway.gateway().departure().succeed();
            assertThat(asked.send(ASK).readToEnd()).startsWith("HTTP/1.1 200 ").contains("Connection: close\r\n");
            assertThat(idle.send("TP/1.1\r\nHost: test\r\n\r\n").readToEnd())
                    .startsWith("HTTP/1.1 200 ")
                    .contains("Connection: close\r\n");
            assertThat(gateway.gateway().awaitDrained(Duration.ofSeconds(10))).isTrue();
        }
    }

    @Test
    void anIdleConnectionIsClosedWhenHalfOfTheDrainIsOver() throws InterruptedException {
        try (RunningGateway gateway = RunningGateway.of(ROUTE + "timeouts: {drain: 400ms}\n");
                Wire idle = gateway.connect()) {
            idle.send(ASK).readAnswer();
            gateway.gateway().departure().succeed();
            assertThat(idle.readToEnd()).isEmpty();
            assertThat(gateway.gateway().awaitDrained(Duration.ofSeconds(10))).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Transport.class,
            names = {"IO_URING", "EPOLL"})
    void whoeverAcceptsServesAndWhatWaitedMeanwhileIsServedToo(Transport transport) throws Exception {
        try (RunningGateway old = RunningGateway.of(ROUTE, transport)) {
            old.gateway().departure().pause();
            try (Wire waiting = old.connect()) {
                waiting.send(ASK);
                Inheritance inherited = Inheritance.from(ports(old.gateway()));
                try (RunningGateway next = RunningGateway.heir(ROUTE.replace("here", "next"), transport, inherited)) {
                    assertThat(waiting.readAnswer()).endsWith("next");
                    old.gateway().departure().succeed();
                    assertThat(next.port()).isEqualTo(old.port());
                    assertThat(old.get("/")).endsWith("next");
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Transport.class,
            names = {"IO_URING", "EPOLL"})
    void whoseSuccessorDoesNotComeAcceptsAgain(Transport transport) {
        try (RunningGateway gateway = RunningGateway.of(ROUTE, transport)) {
            gateway.gateway().departure().pause();
            try (Wire waiting = gateway.connect()) {
                waiting.send(ASK);
                gateway.gateway().departure().resume();
                assertThat(waiting.readAnswer()).endsWith("here");
            }
        }
    }

    @Test
    void whosePortsAreKeptBySomeoneElseRefusesNobodyWhenItStops() throws Exception {
        try (RunningGateway holder = RunningGateway.of(ROUTE)) {
            holder.gateway().departure().pause();
            Inheritance inherited = Inheritance.lent(ports(holder.gateway()));
            try (RunningGateway lent = RunningGateway.heir(ROUTE.replace("here", "lent"), Transport.best(), inherited);
                    Wire open = holder.connect()) {
                assertThat(open.send(ASK).readAnswer()).endsWith("lent");
                lent.gateway().beginDrain();
                assertThat(open.send(ASK).readToEnd()).startsWith("HTTP/1.1 200 ");
            }
            try (Wire waiting = holder.connect()) {
                waiting.send(ASK);
                holder.gateway().departure().resume();
                assertThat(waiting.readAnswer()).endsWith("here");
            }
        }
    }

    /** What another process would be given: descriptors of its own for the same sockets. */
    private List<OpenPort> ports(Gateway from) throws Exception {
        try (LocalPort meeting = LocalPort.at(folder.resolve("meet"), "beside");
                LocalSocket here = LocalSocket.to(folder.resolve("meet"));
                LocalSocket there = meeting.accept()) {
            here.give(from.departure().sockets().getFirst().descriptor());
            return List.of(Objects.requireNonNull(OpenPort.of(there.receive(), "main")));
        }
    }
}
