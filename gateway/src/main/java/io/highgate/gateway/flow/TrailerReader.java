package io.highgate.gateway.flow;

import io.highgate.gateway.http.Headers;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * Reads a trailer section: a header section without a first line (RFC 9112 section 7.1.2). What has
 * no business there is dropped ({@link TrailerFields}), so that it cannot reach anyone who merges
 * trailers into headers. Confined to one event loop.
 */
final class TrailerReader extends HeadReader {

    /** Stands in for the first line that a head has and a trailer section has not. */
    private static final byte[] FIRST_LINE = {'T', '\r', '\n'};

    TrailerReader(int maxOctets) {
        super(Headers.empty(), 16, maxOctets, 100);
        reset(headers());
        ByteBuf first = Unpooled.wrappedBuffer(FIRST_LINE);
        read(first);
        first.release();
    }

    @Override
    Malformed firstLineTooLong(int limit) {
        return Malformed.badRequest("the trailer section is malformed");
    }

    @Override
    @Nullable
    Malformed parseFirstLine(byte[] bytes, int start, int end) {
        return null;
    }

    @Override
    @Nullable
    Malformed complete() {
        TrailerFields.dropForbidden(headers());
        return null;
    }
}
