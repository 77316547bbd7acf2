package io.highgate.gateway.flow;

import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Headers;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;

/**
 * Spells the head of a message into the loop's scratch space and hands it out as one buffer. Only
 * what was parsed and checked is written; framing fields are never copied, they are made here.
 * Confined to one event loop.
 */
public final class HeadWriter {

    private static final byte[] CHUNKED = octets("Transfer-Encoding: chunked\r\n");
    private static final byte[] LENGTH = octets("Content-Length: ");
    private static final byte[] CRLF = octets("\r\n");
    private static final int MAX_DECIMAL = 20;

    private final Loop loop;
    private byte[] out;
    private int at;

    public HeadWriter(Loop loop) {
        this.loop = loop;
        this.out = loop.scratch(1);
    }

    /** The octets of a text that stands in many heads. */
    public static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Begins a head whose parts, other than fields, take up to {@code extra} octets. */
    public HeadWriter begin(Headers headers, int extra) {
        out = loop.scratch(headers.bytes().length * 2 + headers.size() * 4 + extra + 256);
        at = 0;
        return this;
    }

    public HeadWriter put(byte[] octets) {
        return put(octets, 0, octets.length);
    }

    public HeadWriter put(byte[] octets, int start, int end) {
        System.arraycopy(octets, start, out, at, end - start);
        at += end - start;
        return this;
    }

    public HeadWriter put(char octet) {
        out[at++] = (byte) octet;
        return this;
    }

    public HeadWriter decimal(long number) {
        int end = at + MAX_DECIMAL;
        int first = end;
        long rest = number;
        do {
            out[--first] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest != 0);
        System.arraycopy(out, first, out, at, end - first);
        at += end - first;
        return this;
    }

    /** All fields but the framing ones, in order. */
    public HeadWriter fields(Headers headers) {
        byte[] bytes = headers.bytes();
        for (int i = 0; i < headers.size(); i++) {
            if (headers.isPresent(i)
                    && !headers.is(i, HeaderName.CONTENT_LENGTH)
                    && !headers.is(i, HeaderName.TRANSFER_ENCODING)) {
                put(bytes, headers.nameStart(i), headers.nameEnd(i));
                out[at++] = ':';
                out[at++] = ' ';
                put(bytes, headers.valueStart(i), headers.valueEnd(i));
                out[at++] = '\r';
                out[at++] = '\n';
            }
        }
        return this;
    }

    public HeadWriter chunked() {
        return put(CHUNKED);
    }

    public HeadWriter contentLength(long octets) {
        return put(LENGTH).decimal(octets).put(CRLF);
    }

    /** Ends the head; the caller owns the buffer. */
    public ByteBuf end(ByteBufAllocator allocator) {
        put(CRLF);
        return allocator.buffer(at).writeBytes(out, 0, at);
    }
}
