package io.highgate.bench.center;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ChunksTest {

    private static String read(String body) throws IOException {
        byte[] octets = body.getBytes(StandardCharsets.US_ASCII);
        return new String(new Chunks(new ByteArrayInputStream(octets)).readAllBytes(), StandardCharsets.US_ASCII);
    }

    @Test
    void chunksAreOneBody() throws IOException {
        assertThat(read("3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\n\r\nnext")).isEqualTo("abc0123456789");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3\r\nab", "3\r\nabc\r\n", "x\r\nabc\r\n0\r\n\r\n", "3\r\nabc\r\n0\r\n"})
    void whatEndsEarlyOrIsNoChunkFails(String body) {
        assertThatThrownBy(() -> read(body)).isInstanceOfAny(IOException.class, NumberFormatException.class);
    }
}
