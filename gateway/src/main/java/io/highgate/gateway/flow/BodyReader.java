package io.highgate.gateway.flow;

import io.highgate.gateway.http.Headers;
import io.highgate.gateway.http.Octets;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Takes a body out of the octets of a connection: a fixed length, chunks (RFC 9112 section 7.1) or
 * all until the connection ends. Copies nothing: the sink gets slices. Confined to one event loop.
 *
 * <pre>
 * chunks:  SIZE -> (EXTENSION) -> SIZE_LF -> DATA -> DATA_CR -> DATA_LF -> SIZE ...
 *          SIZE (0) -> TRAILERS -> done
 * </pre>
 */
public final class BodyReader {

    /** Where the parts of a body go. */
    public interface Sink {

        /** Octets of the body; the sink owns the buffer. */
        void part(ByteBuf octets);
    }

    /** The length of a body that ends with the connection. */
    public static final long UNTIL_CLOSE = -2;

    private static final int MAX_SIZE_DIGITS = 15;

    /** Zeros in front of a size are legal, but nobody needs more than this. */
    private static final int MAX_SIZE_OCTETS = 64;

    /** Extensions are legal and ignored (RFC 9112 section 7.1.1), but not without bound. */
    private static final int MAX_EXTENSIONS = 16 * 1024;

    private static final int MAX_TRAILERS = 16 * 1024;

    private enum State {
        FIXED,
        SIZE,
        EXTENSION,
        SIZE_LF,
        DATA,
        DATA_CR,
        DATA_LF,
        TRAILERS
    }

    private State state = State.FIXED;
    private long left;
    private int sizeOctets;
    private int sizeDigits;
    private int extensions;
    private final ChunkExtensions extension = new ChunkExtensions();
    private @Nullable TrailerReader trailers;
    private @Nullable Malformed malformed;

    /** Makes ready for a body: octets, -1 for chunks, -2 for all until the connection ends. */
    public void reset(long length) {
        state = length == -1 ? State.SIZE : State.FIXED;
        left = length == UNTIL_CLOSE ? Long.MAX_VALUE : Math.max(length, 0);
        sizeOctets = 0;
        sizeDigits = 0;
        extensions = 0;
        trailers = null;
        malformed = null;
    }

    /** Why the body was refused. */
    public Malformed malformed() {
        if (malformed == null) {
            throw new IllegalStateException("the body is not malformed");
        }
        return malformed;
    }

    /** The trailer section, where chunks ended with one that has fields. */
    public @Nullable Headers trailers() {
        return trailers == null || trailers.headers().isEmpty() ? null : trailers.headers();
    }

    /** Takes octets of the body; what follows it stays in the buffer. */
    public ReadResult read(ByteBuf in, Sink sink) {
        if (state == State.FIXED) {
            take(in, sink);
            return left == 0 ? ReadResult.DONE : ReadResult.MORE;
        }
        while (in.isReadable()) {
            ReadResult result = state == State.DATA ? data(in, sink) : state == State.TRAILERS ? trailer(in) : mark(in);
            if (result != ReadResult.MORE) {
                return result;
            }
        }
        return ReadResult.MORE;
    }

    private ReadResult data(ByteBuf in, Sink sink) {
        take(in, sink);
        if (left == 0) {
            state = State.DATA_CR;
        }
        return ReadResult.MORE;
    }

    private void take(ByteBuf in, Sink sink) {
        int length = (int) Math.min(in.readableBytes(), left);
        if (length > 0) {
            left -= length;
            sink.part(in.readRetainedSlice(length));
        }
    }

    /** One octet of what stands between the data of two chunks. */
    private ReadResult mark(ByteBuf in) {
        byte octet = in.readByte();
        switch (state) {
            case SIZE -> {
                return size(octet);
            }
            case EXTENSION -> {
                return extension(octet);
            }
            case SIZE_LF -> {
                if (octet != '\n') {
                    return refuse("a chunk size does not end with CRLF");
                }
                chunk();
            }
            case DATA_CR -> {
                if (octet != '\r') {
                    return refuse("a chunk is longer than its size says");
                }
                state = State.DATA_LF;
            }
            default -> {
                if (octet != '\n') {
                    return refuse("a chunk's data does not end with CRLF");
                }
                state = State.SIZE;
            }
        }
        return ReadResult.MORE;
    }

    private ReadResult size(byte octet) {
        int digit = Octets.hex(octet);
        if (digit >= 0) {
            left = left * 16 + digit;
            sizeOctets++;
            if (left != 0) {
                sizeDigits++;
            }
            return sizeDigits > MAX_SIZE_DIGITS || sizeOctets > MAX_SIZE_OCTETS
                    ? refuse("a chunk size is too large")
                    : ReadResult.MORE;
        }
        if (sizeOctets == 0) {
            return refuse("a chunk does not begin with a hexadecimal size");
        }
        extension.reset();
        if (octet != '\r' && octet != ';' && octet != ' ' && octet != '\t') {
            return refuse("a chunk size is not hexadecimal");
        }
        return extension(octet);
    }

    private ReadResult extension(byte octet) {
        if (octet == '\r' && extension.mayEnd()) {
            state = State.SIZE_LF;
            return ReadResult.MORE;
        }
        if (state == State.EXTENSION && ++extensions > MAX_EXTENSIONS) {
            return refuse("chunk extensions are too long");
        }
        state = State.EXTENSION;
        return extension.take(octet)
                ? ReadResult.MORE
                : refuse("a chunk extension is malformed (RFC 9112 section 7.1.1)");
    }

    private void chunk() {
        state = left == 0 ? State.TRAILERS : State.DATA;
        // Extensions may not outweigh the data: a long stream may have many, empty talk may not.
        extensions -= (int) Math.min(extensions, left);
        sizeOctets = 0;
        sizeDigits = 0;
        if (state == State.TRAILERS) {
            trailers = new TrailerReader(MAX_TRAILERS);
        }
    }

    private ReadResult trailer(ByteBuf in) {
        TrailerReader reader = trailers;
        if (reader == null) {
            throw new IllegalStateException("trailers without a reader");
        }
        ReadResult result = reader.read(in);
        if (result == ReadResult.MALFORMED) {
            malformed = reader.malformed();
        }
        return result;
    }

    private ReadResult refuse(String reason) {
        malformed = Malformed.badRequest(reason);
        return ReadResult.MALFORMED;
    }
}
