package io.highgate.gateway;

import io.highgate.testkit.Origin;
import io.highgate.testkit.Wire;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A connection on which nothing happens holds no arrays for a head: each had kept 2.5 KiB of them, half of
 * what it took.
 */
@Timeout(60)
class IdleMemoryTest {

    private static final String ASK = "GET / HTTP/1.1\r\nHost: t\r\n\r\n";

    @Test
    void connectionsThatRestAndWakeAreServedEachByItsOwnHead() {
        try (Origin origin = Origin.echoing();
                RunningGateway gateway = RunningGateway.before(origin.port())) {
            List<Wire> clients = new ArrayList<>();
            try {
                for (int i = 0; i < 20; i++) {
                    clients.add(gateway.connect());
                }
                for (int round = 0; round < 3; round++) {
                    // Begun everywhere before any is complete: no head may be collected in another's arrays.
                    for (int i = 0; i < clients.size(); i++) {
                        clients.get(i).send("POST /" + i + " HTTP/1.1\r\nHost: t\r\nContent-Le");
                    }
                    for (int i = 0; i < clients.size(); i++) {
                        clients.get(i).send("ngth: 2\r\n\r\n" + (10 + i));
                    }
                    for (int i = 0; i < clients.size(); i++) {
                        assertThat(clients.get(i).readAnswer())
                                .startsWith("HTTP/1.1 200")
                                .endsWith("" + (10 + i));
                    }
                }
            } finally {
                clients.forEach(Wire::close);
            }
        }
    }

    @Test
    void emptyLinesAndPipelinedRequestsFindTheirHeads() {
        try (Origin origin = Origin.echoing();
                RunningGateway gateway = RunningGateway.before(origin.port());
                Wire client = gateway.connect()) {
            client.send("\r\n" + ASK + ASK + "\r\n" + ASK + "\r\n");
            for (int i = 0; i < 3; i++) {
                assertThat(client.readAnswer()).startsWith("HTTP/1.1 200");
            }
            assertThat(client.send(ASK).readAnswer()).startsWith("HTTP/1.1 200");
        }
    }
}
