package io.highgate.gateway.flow;

import io.highgate.gateway.http.Headers;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/** The chunked coding, writing side (RFC 9112 section 7.1). Stateless. */
public final class Chunks {

    private static final byte[] HEX = HeadWriter.octets("0123456789abcdef");
    private static final ByteBuf CRLF = Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(HeadWriter.octets("\r\n")));
    private static final ByteBuf LAST =
            Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(HeadWriter.octets("0\r\n\r\n")));

    private Chunks() {}

    /** The line in front of a chunk of that many octets. */
    public static ByteBuf size(ByteBufAllocator allocator, int octets) {
        ByteBuf line = allocator.buffer(10);
        int digits = Math.max(1, (35 - Integer.numberOfLeadingZeros(octets)) / 4);
        for (int i = digits - 1; i >= 0; i--) {
            line.writeByte(HEX[octets >>> (i * 4) & 15]);
        }
        return line.writeByte('\r').writeByte('\n');
    }

    /** What follows the data of a chunk. */
    public static ByteBuf afterData() {
        return CRLF.duplicate();
    }

    /** The last chunk with the trailer section. */
    public static ByteBuf last(ByteBufAllocator allocator, @Nullable Headers trailers) {
        if (trailers == null) {
            return LAST.duplicate();
        }
        ByteBuf end = allocator.buffer(256).writeByte('0').writeByte('\r').writeByte('\n');
        byte[] bytes = trailers.bytes();
        for (int i = 0; i < trailers.size(); i++) {
            if (!trailers.isPresent(i)) {
                continue;
            }
            end.writeBytes(bytes, trailers.nameStart(i), trailers.nameEnd(i) - trailers.nameStart(i));
            end.writeByte(':').writeByte(' ');
            end.writeBytes(bytes, trailers.valueStart(i), trailers.valueEnd(i) - trailers.valueStart(i));
            end.writeByte('\r').writeByte('\n');
        }
        return end.writeByte('\r').writeByte('\n');
    }
}
