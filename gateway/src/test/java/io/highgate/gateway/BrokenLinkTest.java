package io.highgate.gateway;

import io.highgate.testkit.Origin;
import io.highgate.testkit.Wire;
import io.highgate.testkit.link.Ending;
import io.highgate.testkit.link.Fault;
import io.highgate.testkit.link.FaultyLink;
import io.highgate.testkit.link.Way;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** An endpoint that is well behind a network that is not: what docs/resilience.md says about retries and health. */
@Timeout(60)
class BrokenLinkTest {

    private static final String GET = "GET / HTTP/1.1\r\nHost: test\r\n\r\n";
    private static final String POST = "POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 5\r\n\r\nhello";
    private static final String FAR = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nfar";
    private static final String NEAR = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nnear";
    private static final int HALF_A_HEAD = 12;

    private final AtomicInteger asked = new AtomicInteger();
    private final Origin far = counting(FAR);
    private final Origin near = counting(NEAR);
    private final FaultyLink link = FaultyLink.to(far.port());

    private Origin counting(String answer) {
        return Origin.scripted(wire -> {
            while (true) {
                wire.read(Wire.contentLength(wire.readHead()));
                asked.incrementAndGet();
                wire.send(answer);
            }
        });
    }

    @AfterEach
    void close() {
        link.close();
        far.close();
        near.close();
    }

    /** The far endpoint is asked first, behind the link; the near one where that fails. */
    private RunningGateway gateway(String settings) {
        return RunningGateway.onOneLoop("""
                timeouts: {idle: 300ms}
                upstreams: {both: {endpoints: ["127.0.0.1:%d", "127.0.0.1:%d"], balancer: first, %s}}
                routes: [{name: all, upstream: both}]
                """.formatted(link.port(), near.port(), settings));
    }

    /** Whether the gateway knows that none of its connections to the far endpoint is left. */
    private boolean hasNoConnection(RunningGateway gateway) {
        String page = gateway.manage("GET", "/-/endpoints");
        String rest = page.substring(page.indexOf("127.0.0.1:" + link.port()));
        return rest.substring(rest.indexOf("\"connections\"")).startsWith("\"connections\":0,");
    }

    @ParameterizedTest
    @EnumSource(
            value = Ending.class,
            names = {"END", "RESET"})
    void anAnswerThatEndsInTheMiddleOfItsHeadIsAskedForElsewhereIfThatDoesNoHarm(Ending ending) {
        link.fault(Way.TO_CLIENT, new Fault.After(HALF_A_HEAD, ending));
        try (RunningGateway gateway = gateway("perTryTimeout: 5s")) {
            assertThat(gateway.ask(GET)).endsWith("near");
            assertThat(asked).hasValue(2);
            assertThat(gateway.ask(POST)).startsWith("HTTP/1.1 502").contains("UPSTREAM_RESET");
            assertThat(asked).hasValue(3);
        }
    }

    @ParameterizedTest
    @EnumSource(Ending.class)
    void anAnswerThatEndsInTheMiddleOfItsBodyIsBrokenOffOnceItWasPassedOn(Ending ending) {
        link.fault(Way.TO_CLIENT, new Fault.After(FAR.length() - 1, ending));
        try (RunningGateway gateway = gateway("perTryTimeout: 5s, retry: {keepBack: false}");
                Wire client = gateway.connect()) {
            String seen = client.send(GET).readToEnd();
            assertThat(seen)
                    .startsWith("HTTP/1.1 200")
                    .contains("Content-Length: 3\r\n")
                    .endsWith("\r\n\r\nfa");
            assertThat(asked).hasValue(1);
            RunningGateway.eventually(() -> link.open() == 0 || ending == Ending.SILENCE);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, HALF_A_HEAD})
    void anAnswerThatStopsIsGivenUpAfterATry(int octets) {
        link.fault(Way.TO_CLIENT, new Fault.After(octets, Ending.SILENCE));
        try (RunningGateway gateway = gateway("perTryTimeout: 200ms")) {
            assertThat(gateway.ask(GET)).endsWith("near");
            assertThat(gateway.ask(POST)).startsWith("HTTP/1.1 504").contains("UPSTREAM_TIMEOUT");
            assertThat(asked).hasValue(3);
        }
    }

    /** Octets keep coming, and still the head is not there in time. */
    @Test
    void aHeadThatTricklesIsGivenUpAfterATry() {
        link.fault(Way.TO_CLIENT, new Fault.Throttle(50));
        try (RunningGateway gateway = gateway("perTryTimeout: 200ms")) {
            assertThat(gateway.ask(GET)).endsWith("near");
            assertThat(gateway.ask(POST)).startsWith("HTTP/1.1 504").contains("UPSTREAM_TIMEOUT");
        }
    }

    /** What moves is not idle, however slowly. */
    @Test
    void aBodyThatTricklesIsHandedOnAsItComes() {
        try (RunningGateway gateway = gateway("perTryTimeout: 5s");
                Origin large = Origin.answering("HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\n" + "x".repeat(40));
                FaultyLink slow = FaultyLink.to(large.port()).fault(Way.TO_CLIENT, new Fault.Throttle(100));
                RunningGateway before = RunningGateway.before(slow.port(), "timeouts: {idle: 300ms, perTry: 5s}\n")) {
            assertThat(before.get("/")).endsWith("x".repeat(40));
            assertThat(gateway.ask(GET)).endsWith("far");
        }
    }

    /** Found out at the end of the head, which need not be recognisable as such. */
    @Test
    void anAnswerOfWhichNoOctetIsRightCostsATry() {
        link.fault(Way.TO_CLIENT, new Fault.Corrupt(1));
        try (RunningGateway gateway = gateway("perTryTimeout: 200ms")) {
            assertThat(gateway.ask(GET)).endsWith("near");
            assertThat(gateway.ask(POST)).containsAnyOf("UPSTREAM_MALFORMED", "UPSTREAM_TIMEOUT");
            assertThat(asked).hasValue(3);
        }
    }

    /** The endpoint has gone, and the gateway was never told: the connection looks as if it were open. */
    @Test
    void aConnectionThatIsOpenAtOneEndOnlyCostsATry() {
        try (RunningGateway gateway = gateway("perTryTimeout: 200ms")) {
            assertThat(gateway.ask(GET)).endsWith("far");
            link.faultOpen(Way.TO_CLIENT, new Fault.Stall()).faultOpen(Way.TO_ORIGIN, new Fault.Stall());
            assertThat(gateway.ask(GET)).endsWith("near");
            assertThat(gateway.ask(POST)).endsWith("far"); // over a new connection
        }
    }

    /** Idle connections are reset while nobody looks, new ones are not. */
    @Test
    void resetsOfIdleConnectionsAreNoticedBeforeTheyAreUsed() {
        try (RunningGateway gateway = gateway("perTryTimeout: 5s")) {
            for (int i = 0; i < 20; i++) {
                assertThat(gateway.ask(GET)).endsWith("far");
                link.reset();
                RunningGateway.eventually(() -> hasNoConnection(gateway));
                assertThat(gateway.ask(POST)).endsWith("far");
            }
        }
    }

    @Test
    void aBlackHoleIsFoundOutByProbesAndComesBackWhenItIsHealed() {
        String probes = "active: {path: /, interval: 100ms, timeout: 100ms, unhealthyAfter: 2}";
        try (RunningGateway gateway = gateway("perTryTimeout: 5s, health: {" + probes + ", passive: {on: false}}")) {
            assertThat(gateway.ask(GET)).endsWith("far");
            link.blackHole();
            RunningGateway.eventually(
                    () -> gateway.manage("GET", "/-/endpoints").contains("its probes failed"));
            long began = System.nanoTime();
            assertThat(gateway.ask(GET)).endsWith("near");
            assertThat(gateway.ask(POST)).endsWith("near");
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
            link.heal();
            RunningGateway.eventually(() -> gateway.ask(GET).endsWith("far"));
        }
    }

    @Test
    void whoRefusesConnectionsIsOutAtOnceAndBackSoon() {
        try (RunningGateway gateway = gateway("perTryTimeout: 5s")) {
            for (int i = 0; i < 3; i++) {
                assertThat(gateway.ask(POST)).endsWith("far");
                link.refuse().reset();
                RunningGateway.eventually(() -> hasNoConnection(gateway));
                assertThat(gateway.ask(POST)).endsWith("near"); // nothing of it was sent to the other one
                assertThat(gateway.manage("GET", "/-/endpoints")).contains("\"state\":\"refusing\"");
                link.heal();
                RunningGateway.eventually(() -> gateway.ask(GET).endsWith("far"));
            }
        }
    }

    /** A request is cut off on its way; what reached the endpoint is not known. */
    @Test
    void aRequestThatIsCutOffOnItsWayIsNotSentTwiceIfThatMayDoHarm() {
        link.fault(Way.TO_ORIGIN, new Fault.After(POST.length() + 10, Ending.RESET));
        try (RunningGateway gateway = gateway("perTryTimeout: 5s")) {
            assertThat(gateway.ask(POST)).startsWith("HTTP/1.1 502").contains("UPSTREAM_RESET");
            assertThat(gateway.ask(GET)).endsWith("near");
            assertThat(asked).hasValueLessThan(3);
        }
    }
}
