package io.highgate.gateway;

import io.highgate.testkit.Origin;
import io.highgate.testkit.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** Two GiB go through a process that has 64 MiB of heap and 64 MiB of direct memory, both ways. */
@Timeout(120)
class BoundedMemoryTest {

    private static final long SIZE = 2L * 1024 * 1024 * 1024;
    private static final byte[] BLOCK = new byte[256 * 1024];

    private static void sendAll(Wire wire) {
        for (long sent = 0; sent < SIZE; sent += BLOCK.length) {
            wire.send(BLOCK);
        }
    }

    private static void receiveAll(Wire wire) {
        for (long received = 0; received < SIZE; received += BLOCK.length) {
            wire.read(BLOCK.length);
        }
    }

    @Test
    void streamsTwoGibibytesUpAndDownInASmallProcess() throws Exception {
        try (Origin origin = Origin.scripted(wire -> {
                    while (true) {
                        String head = wire.readHead();
                        if (head.startsWith("PUT ")) {
                            receiveAll(wire);
                            wire.send("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nall");
                        } else {
                            wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + SIZE + "\r\n\r\n");
                            sendAll(wire);
                        }
                    }
                });
                SmallGateway gateway = SmallGateway.before(origin.port(), "http1");
                Wire client = Wire.to(gateway.port())) {
            client.send("PUT / HTTP/1.1\r\nHost: t\r\nContent-Length: " + SIZE + "\r\n\r\n");
            sendAll(client);
            assertThat(client.readAnswer()).startsWith("HTTP/1.1 200 ").endsWith("all");
            client.send("GET / HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n")
                    .readHead();
            assertThat(client.drain()).isEqualTo(SIZE);
        }
    }
}
