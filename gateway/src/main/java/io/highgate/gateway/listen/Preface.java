package io.highgate.gateway.listen;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The first octets of a connection, looked at to tell HTTP/2 from HTTP/1.1 (RFC 9113 section 3.4).
 * Confined to one event loop.
 */
final class Preface {

    private static final byte[] HTTP_2 = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /** What the octets tell. */
    enum Verdict {
        UNDECIDED,
        HTTP_1,
        HTTP_2
    }

    private @Nullable ByteBuf octets;

    /** Puts more behind what is there, and owns it. */
    Preface add(ByteBuf more) {
        octets = octets == null ? more : Unpooled.wrappedBuffer(octets, more);
        return this;
    }

    Verdict verdict() {
        ByteBuf seen = octets();
        int length = Math.min(seen.readableBytes(), HTTP_2.length);
        for (int i = 0; i < length; i++) {
            if (seen.getByte(seen.readerIndex() + i) != HTTP_2[i]) {
                return Verdict.HTTP_1;
            }
        }
        return length == HTTP_2.length ? Verdict.HTTP_2 : Verdict.UNDECIDED;
    }

    /** All that was seen; the caller owns it. */
    ByteBuf octets() {
        if (octets == null) {
            throw new IllegalStateException("nothing was seen yet");
        }
        return octets;
    }

    void release() {
        if (octets != null) {
            octets.release();
            octets = null;
        }
    }
}
