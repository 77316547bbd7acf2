package io.highgate.gateway;

import io.highgate.testkit.Origin;
import io.highgate.testkit.Wire;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** One message that is larger than the process goes through it, and waits for who reads slowly. */
@Timeout(120)
class WebSocketMemoryTest {

    private static final int SIZE = 256 * 1024 * 1024;
    private static final byte[] BLOCK = new byte[256 * 1024];

    private static byte[] head(int bit) {
        return ("\u0082" + (char) (127 | bit) + "\0\0\0\0\u0010\0\0\0" + (bit == 0 ? "" : "\0\0\0\0"))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void aMessageOf256MebibytesIsNeverHeld() throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        try (Origin origin = Origin.scripted(wire -> {
                    wire.readHead();
                    wire.send(WebSocketTest.AGREED);
                    read.await(); // the gateway must stop reading meanwhile, or run out of memory
                    wire.read(head(0x80).length);
                    for (int received = 0; received < SIZE; received += BLOCK.length) {
                        wire.read(BLOCK.length);
                    }
                    wire.send(head(0));
                    for (int sent = 0; sent < SIZE; sent += BLOCK.length) {
                        wire.send(BLOCK);
                    }
                });
                SmallGateway gateway = SmallGateway.before(origin.port(), "http1");
                Wire client = Wire.to(gateway.port()).send(WebSocketTest.ASK)) {
            assertThat(client.readHead()).startsWith("HTTP/1.1 101 ");
            client.send(head(0x80));
            for (int sent = 0; sent < SIZE; sent += BLOCK.length) {
                client.send(BLOCK);
                if (sent == BLOCK.length) {
                    read.countDown();
                }
            }
            assertThat(client.drain()).isEqualTo(SIZE + head(0).length);
        }
    }
}
