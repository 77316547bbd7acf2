package io.highgate.gateway;

import io.highgate.testkit.Wire;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Empty lines before a request are no part of it (RFC 9112 section 2.2), but there are not many of them. */
@Timeout(30)
class EmptyLinesTest {

    private static final String GET = "GET /a HTTP/1.1\r\nHost: t\r\n\r\n";
    private static final String ROUTE = """
            routes: [{name: a, path: /a, respond: {body: hi}}]
            timeouts: {headerRead: 300ms, keepAlive: 20s}
            """;

    private static void pass(long millis) throws InterruptedException {
        assertThat(new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS)).isFalse();
    }

    /** The line end that some clients send behind a body began the time for the next head: 408 on an idle connection. */
    @ParameterizedTest
    @ValueSource(strings = {"\r", "\r\n", "\r\n\r\n"})
    void anExtraLineEndBehindARequestLeavesTheConnectionIdle(String extra) throws InterruptedException {
        try (RunningGateway gateway = RunningGateway.of(ROUTE);
                Wire client = gateway.connect()) {
            assertThat(client.send(GET + extra).readAnswer()).endsWith("hi");
            pass(900);
            String rest = extra.equals("\r") ? "\n" : "";
            assertThat(client.send(rest + GET).readAnswer()).startsWith("HTTP/1.1 200");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"G", "\r\nG", "\r\n\r\nGET /a HTTP/1.1\r\nHost"})
    void aRequestThatHasBegunMustEndInTime(String start) {
        try (RunningGateway gateway = RunningGateway.of(ROUTE);
                Wire client = gateway.connect()) {
            assertThat(client.send(GET).readAnswer()).endsWith("hi");
            assertThat(client.send(start).readToEnd()).startsWith("HTTP/1.1 408 ");
        }
    }

    @Test
    void emptyLinesWithoutEndAreRefused() {
        try (RunningGateway gateway = RunningGateway.of(ROUTE);
                Wire client = gateway.connect()) {
            assertThat(client.send(GET).readAnswer()).endsWith("hi");
            assertThat(client.send("\r\n".repeat(20)).readToEnd())
                    .startsWith("HTTP/1.1 400 ")
                    .contains("empty lines");
        }
    }

    @Test
    void aDrainingGatewayClosesAConnectionOnWhichOnlyAnEmptyLineCame() {
        try (RunningGateway gateway = RunningGateway.of(ROUTE);
                Wire client = gateway.connect()) {
            assertThat(client.send(GET + "\r\n").readAnswer()).endsWith("hi");
            gateway.gateway().beginDrain();
            assertThat(client.isEnded()).isTrue();
        }
    }
}
