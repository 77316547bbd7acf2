package io.highgate.gateway;

import io.highgate.gateway.flow.Transport;
import io.highgate.testkit.Origin;
import io.highgate.testkit.Wire;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.uring.IoUring;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An endpoint that resets its connection right behind the head of an answer, or a part of its body:
 * the client is told at once on every transport, not when something is written next or at a time-out.
 */
@Timeout(120)
class ResetBehindHeadTest {

    private static final int ROUNDS = Integer.getInteger("highgate.test.resets", 200);
    private static final String[] BEGINNINGS = {
        "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
        "HTTP/1.1 200 OK\r\n\r\n",
    };

    private static boolean works(Transport transport) {
        return switch (transport) {
            case IO_URING -> IoUring.isAvailable();
            case EPOLL -> Epoll.isAvailable();
            case NIO -> true;
        };
    }

    private static Origin resetting(String beginning) {
        return Origin.scripted(wire -> {
            wire.readHead();
            wire.send(beginning);
            wire.reset();
        });
    }

    /** Whether the client is told, within ten seconds: by an end or a reset, or that nothing could be had. */
    private static boolean isTold(RunningGateway gateway, String request) {
        try (Wire client = gateway.connect()) {
            client.send(request).drain();
            return true;
        } catch (UncheckedIOException broken) {
            return !(broken.getCause() instanceof SocketTimeoutException);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void isToldToTheClientAtOnce(Transport transport) {
        Assumptions.assumeTrue(works(transport), "this kernel does not have " + transport);
        for (String beginning : BEGINNINGS) {
            try (Origin origin = resetting(beginning);
                    RunningGateway gateway = RunningGateway.of(RunningGateway.toOrigin(origin.port()), transport)) {
                for (int i = 0; i < ROUNDS; i++) {
                    assertThat(isTold(gateway, "GET / HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n"))
                            .as("round %d of %s", i, beginning)
                            .isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void isToldToAClientThatIsStillSendingItsBody(Transport transport) {
        Assumptions.assumeTrue(works(transport), "this kernel does not have " + transport);
        try (Origin origin = resetting(BEGINNINGS[1]);
                RunningGateway gateway = RunningGateway.of(RunningGateway.toOrigin(origin.port()), transport)) {
            for (int i = 0; i < ROUNDS; i++) {
                assertThat(isTold(gateway, "POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 10\r\n\r\nabc"))
                        .as("round %d", i)
                        .isTrue();
            }
        }
    }
}
