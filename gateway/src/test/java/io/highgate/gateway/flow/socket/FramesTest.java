package io.highgate.gateway.flow.socket;

import io.highgate.gateway.SocketFrame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FramesTest {

    private final Frames frames = new Frames();

    private Frames follow(String octets) {
        ByteBuf in = Unpooled.wrappedBuffer(octets.getBytes(StandardCharsets.ISO_8859_1));
        for (int at = 0; at < in.writerIndex(); ) {
            at = frames.advance(in, at, in.writerIndex());
        }
        return frames;
    }

    @Test
    void countsAMessageWhenItsLastFrameEnds() {
        assertThat(follow(SocketFrame.server(0x01, "a")).takeMessages()).isZero();
        assertThat(follow(SocketFrame.server(SocketFrame.PING, "p")).takeMessages())
                .isZero();
        assertThat(follow(SocketFrame.server(0x80, "b")).takeMessages()).isOne();
        assertThat(frames.takeMessages()).isZero();
    }

    @Test
    void anEmptyMessageIsOneToo() {
        assertThat(follow(SocketFrame.client(SocketFrame.TEXT, "")).takeMessages())
                .isOne();
        assertThat(frames.isAtBoundary()).isTrue();
    }

    @Test
    void knowsTheCodeOfAMaskedCloseFrame() {
        assertThat(follow(SocketFrame.client(SocketFrame.CLOSE, SocketFrame.code(4711) + "why"))
                        .closeCode())
                .isEqualTo(4711);
    }

    @Test
    void aCloseFrameWithoutACodeIsOne() {
        assertThat(follow(SocketFrame.server(SocketFrame.CLOSE, "")).closeCode())
                .isEqualTo(Frames.NO_CODE);
    }

    @Test
    void theFirstCloseFrameCounts() {
        follow(SocketFrame.server(SocketFrame.CLOSE, SocketFrame.code(1000)));
        follow(SocketFrame.server(SocketFrame.CLOSE, SocketFrame.code(1002)));
        assertThat(frames.closeCode()).isEqualTo(1000);
    }

    /** Section 5.2: the most significant bit must be 0; whoever reads it will see, we only must not be misled. */
    @Test
    void aLengthThatNoFrameMayHaveNeverEnds() {
        follow("\u0082\u007f\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff"
                + SocketFrame.server(SocketFrame.CLOSE, ""));
        assertThat(frames.isAtBoundary()).isFalse();
        assertThat(frames.closeCode()).isEqualTo(Frames.NOT_CLOSED);
    }

    @Test
    void aLengthOf64BitsIsFollowed() {
        follow("\u0082\u007f\0\0\0\0\0\1\0\0" + "x".repeat(65_535));
        assertThat(frames.isAtBoundary()).isFalse();
        assertThat(follow("x").takeMessages()).isOne();
    }

    @Property
    void howTheOctetsAreCutChangesNothing(
            @ForAll @Size(min = 1, max = 6) List<@IntRange(max = 300) Integer> sizes,
            @ForAll @IntRange(min = 1, max = 40) int cut,
            @ForAll boolean masked) {
        StringBuilder octets = new StringBuilder();
        for (int size : sizes) {
            String payload = "y".repeat(size);
            octets.append(masked ? SocketFrame.client(0x82, payload) : SocketFrame.server(0x82, payload));
        }
        octets.append(SocketFrame.server(SocketFrame.CLOSE, SocketFrame.code(1011)));
        Frames cutUp = new Frames();
        for (int from = 0; from < octets.length(); from += cut) {
            String part = octets.substring(from, Math.min(from + cut, octets.length()));
            ByteBuf in = Unpooled.wrappedBuffer(part.getBytes(StandardCharsets.ISO_8859_1));
            for (int at = 0; at < in.writerIndex(); ) {
                at = cutUp.advance(in, at, in.writerIndex());
            }
        }
        assertThat(cutUp.takeMessages()).isEqualTo(sizes.size());
        assertThat(cutUp.closeCode()).isEqualTo(1011);
        assertThat(cutUp.isAtBoundary()).isTrue();
    }
}
