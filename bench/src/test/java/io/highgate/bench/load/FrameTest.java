package io.highgate.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FrameTest {

    @Property(tries = 200)
    void whatIsPutIsTakenEvenInPieces(@ForAll @Size(max = Frame.LONGEST) byte[] payload, @ForAll boolean client) {
        ByteBuffer bytes = ByteBuffer.allocate(Frame.LONGEST + Frame.HEAD);
        new Frame(Frame.BINARY, payload).put(bytes, client);
        int length = bytes.position();
        for (int end = 0; end < length; end += 1 + end / 2) {
            assertThat(Frame.take(bytes.duplicate().position(0).limit(end))).isEmpty();
        }
        bytes.flip();
        assertThat(Frame.take(bytes).orElseThrow().payload()).isEqualTo(payload);
        assertThat(bytes.hasRemaining()).isFalse();
    }

    @Test
    void aClientsFrameIsMasked() {
        ByteBuffer bytes = ByteBuffer.allocate(64);
        new Frame(Frame.BINARY, new byte[] {1, 2, 3}).put(bytes, true);
        assertThat(new String(bytes.array(), StandardCharsets.ISO_8859_1)).doesNotContain("\1\2\3");
        assertThat(bytes.get(1) & 0x80).isNotZero();
    }

    @Test
    void twoFramesAreTakenOneByOne() {
        ByteBuffer bytes = ByteBuffer.allocate(64);
        new Frame(Frame.BINARY, new byte[] {1}).put(bytes, false);
        new Frame(Frame.CLOSE, new byte[] {3, (byte) 0xE8}).put(bytes, false);
        bytes.flip();
        assertThat(Frame.take(bytes).orElseThrow().opcode()).isEqualTo(Frame.BINARY);
        assertThat(Frame.take(bytes).orElseThrow().opcode()).isEqualTo(Frame.CLOSE);
        assertThat(Frame.take(bytes)).isEmpty();
    }

    @Test
    void fragmentsReservedBitsAndLongFramesAreErrors() {
        assertRefused(0x02, 0x00);
        assertRefused(0xC2, 0x00);
        assertRefused(0x82, 126, 0x04, 0x01);
        assertRefused(0x82, 127, 0, 0);
    }

    private static void assertRefused(int... octets) {
        ByteBuffer bytes = ByteBuffer.allocate(octets.length);
        for (int octet : octets) {
            bytes.put((byte) octet);
        }
        assertThatThrownBy(() -> Frame.take(bytes.flip())).hasMessageContaining("not a whole message");
    }

    @Test
    void theHandshakeIsProvedAsInTheRfc() {
        assertThat(SocketEcho.accept("dGhlIHNhbXBsZSBub25jZQ==")).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }
}
