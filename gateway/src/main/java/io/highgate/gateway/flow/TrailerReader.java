package io.highgate.gateway.flow;

import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Headers;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * Reads a trailer section: a header section without a first line (RFC 9112 section 7.1.2). Fields
 * that would change framing or routing are refused (RFC 9110 section 6.5.1). Confined to one event
 * loop.
 */
final class TrailerReader extends HeadReader {

    /** Stands in for the first line that a head has and a trailer section has not. */
    private static final byte[] FIRST_LINE = {'T', '\r', '\n'};

    private static final HeaderName[] FORBIDDEN = {
        HeaderName.CONTENT_LENGTH,
        HeaderName.TRANSFER_ENCODING,
        HeaderName.HOST,
        HeaderName.CONNECTION,
        HeaderName.AUTHORIZATION,
        HeaderName.TRAILER,
        HeaderName.TE
    };

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
        String problem = problem(headers());
        return problem == null ? null : Malformed.badRequest(problem);
    }

    /** Which field may not stand in a trailer section, in a sentence; null if all may. */
    static @Nullable String problem(Headers trailers) {
        for (HeaderName name : FORBIDDEN) {
            if (trailers.contains(name)) {
                return name + " is not allowed in a trailer section (RFC 9110 section 6.5.1)";
            }
        }
        return null;
    }
}
