package io.highgate.gateway;

import io.highgate.gateway.flow.Transport;
import io.highgate.testkit.Origin;
import io.highgate.testkit.Wire;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.uring.IoUring;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** An endpoint may answer before it has the whole request, and hang up. */
@Timeout(60)
class EarlyAnswerTest {

    private static final int SIZE = 8 * 1024 * 1024;
    private static final String HEAD = "POST / HTTP/1.1\r\nHost: t\r\nContent-Length: " + SIZE + "\r\n\r\n";

    private static boolean isAvailable(Transport transport) {
        return switch (transport) {
            case IO_URING -> IoUring.isAvailable();
            case EPOLL -> Epoll.isAvailable();
            case NIO -> true;
        };
    }

    /** Writing failed before the answer was read, and the client was told of a reset instead of 413. */
    @ParameterizedTest
    @EnumSource
    void whatItSaidBeforeWritingFailedReachesTheClient(Transport transport) {
        assumeTrue(isAvailable(transport));
        byte[] body = new byte[SIZE];
        try (Origin origin = Origin.scripted(wire -> {
                    wire.readHead();
                    wire.send("HTTP/1.1 413 Content Too Large\r\nConnection: close\r\nContent-Length: 5\r\n\r\nlarge");
                });
                RunningGateway gateway = RunningGateway.of(RunningGateway.toOrigin(origin.port()), transport)) {
            for (int i = 0; i < 30; i++) {
                try (Wire client = gateway.connect()) {
                    assertThat(client.send(HEAD).send(body).readAnswer())
                            .as("round %d", i)
                            .startsWith("HTTP/1.1 413 ")
                            .endsWith("large");
                }
            }
        }
    }

    @Test
    void anEndpointThatHangsUpWithoutAWordIsUpstreamReset() {
        byte[] body = new byte[SIZE];
        try (Origin origin = Origin.scripted(Wire::readHead);
                RunningGateway gateway = RunningGateway.before(origin.port());
                Wire client = gateway.connect()) {
            assertThat(client.send(HEAD).send(body).readAnswer())
                    .startsWith("HTTP/1.1 502 ")
                    .contains("UPSTREAM_RESET");
        }
    }
}
