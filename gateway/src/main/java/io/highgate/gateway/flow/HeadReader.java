package io.highgate.gateway.flow;

import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.http.Octets;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Collects the head of a message into a {@link Headers} array and parses it once it is complete
 * (RFC 9112 sections 2 to 5), strictly: lines end with CRLF, no folding, no control characters, no
 * space before the colon. Keeps its place between reads, so that a head that drips in octet by
 * octet costs no more than one that comes at once. Confined to one event loop.
 */
public abstract class HeadReader {

    /** Octets copied at a time: most heads fit, and little of a body is copied in vain. */
    private static final int STEP = 1024;

    private static final int LINE_END = 2;

    private final int maxLine;
    private final int maxOctets;
    private final int maxFields;

    private Headers headers;
    private int scanned;
    private int lineStart;
    private int firstLineStart;
    private int firstLineEnd;
    private @Nullable Malformed malformed;

    HeadReader(Headers into, int maxLine, int maxOctets, int maxFields) {
        this.headers = into;
        this.maxLine = maxLine;
        this.maxOctets = maxOctets;
        this.maxFields = maxFields;
    }

    /** Makes ready for the next message, to be collected into the given section. */
    protected void reset(Headers into) {
        headers = into;
        scanned = 0;
        lineStart = 0;
        firstLineStart = 0;
        firstLineEnd = -1;
        malformed = null;
    }

    /** Whether an octet of a head has been read. */
    public final boolean hasBegun() {
        return scanned > 0;
    }

    /**
     * Whether more has come than empty lines, or the beginning of one: those may stand before a head
     * and are no part of it (RFC 9112 section 2.2).
     */
    public final boolean isInside() {
        int rest = scanned - lineStart;
        return firstLineEnd >= 0 || rest > 1 || rest == 1 && headers.bytes()[lineStart] != '\r';
    }

    /** Why the message was refused. */
    public final Malformed malformed() {
        if (malformed == null) {
            throw new IllegalStateException("the head is not malformed");
        }
        return malformed;
    }

    final Headers headers() {
        return headers;
    }

    /** Takes octets of the head; what follows the head stays in the buffer. */
    public final ReadResult read(ByteBuf in) {
        while (in.isReadable()) {
            int length = Math.min(in.readableBytes(), STEP);
            int start = headers.reserve(length);
            in.getBytes(in.readerIndex(), headers.bytes(), start, length);
            int end = scan(start + length);
            if (malformed != null) {
                return ReadResult.MALFORMED;
            }
            if (end >= 0) {
                in.skipBytes(end - start);
                headers.trim(end);
                return parse(end);
            }
            in.skipBytes(length);
        }
        return ReadResult.MORE;
    }

    /** Looks for the empty line that ends the head; returns where the head ends, or -1. */
    private int scan(int limit) {
        byte[] bytes = headers.bytes();
        for (int i = scanned; i < Math.min(limit, bound()); i++) {
            if (bytes[i] != '\n') {
                continue;
            }
            if (beginsWrong(i)) {
                return -1;
            }
            if (i == 0 || bytes[i - 1] != '\r') {
                malformed = Malformed.badRequest("a line ends with LF alone, not with CRLF (RFC 9112 section 2.2)");
                return -1;
            }
            int start = lineStart;
            boolean empty = i - 1 == start;
            lineStart = i + 1;
            if (firstLineEnd < 0) {
                if (!empty) {
                    firstLineStart = start;
                    firstLineEnd = i - 1;
                } else if (i > 8) {
                    malformed = Malformed.badRequest("too many empty lines before the first line");
                    return -1;
                }
            } else if (empty) {
                return i + 1;
            }
        }
        scanned = limit;
        if (!beginsWrong(limit) && limit >= bound()) {
            malformed = firstLineEnd < 0
                    ? firstLineTooLong(maxLine)
                    : new Malformed(
                            Malformed.Kind.HEADERS_TOO_LARGE,
                            "the header section is larger than " + maxOctets + " bytes");
        }
        return -1;
    }

    /** Looked at first, so that it does not matter in which pieces a head comes. */
    private boolean beginsWrong(int end) {
        if (firstLineEnd < 0) {
            malformed = beginsWrong(headers.bytes(), lineStart, end);
        }
        return malformed != null;
    }

    /**
     * Where the line, or the section, must have ended: the limits are those of the content, without
     * the line end that follows. A place and not an amount, so that it does not matter in which
     * pieces a head comes.
     */
    private int bound() {
        return firstLineEnd < 0 ? lineStart + maxLine + LINE_END : firstLineEnd + LINE_END + maxOctets + LINE_END;
    }

    private ReadResult parse(int end) {
        byte[] bytes = headers.bytes();
        malformed = parseFirstLine(bytes, firstLineStart, firstLineEnd);
        int at = firstLineEnd + 2;
        while (malformed == null && at < end - 2) {
            at = parseField(headers, at);
        }
        if (malformed == null) {
            malformed = complete();
        }
        return malformed == null ? ReadResult.DONE : ReadResult.MALFORMED;
    }

    /** Parses one field line and returns where the next one begins. */
    private int parseField(Headers into, int start) {
        byte[] bytes = into.bytes();
        int at = start;
        int hash = 0;
        while (Octets.isToken(bytes[at])) {
            hash = HeaderName.step(hash, bytes[at++]);
        }
        if (bytes[at] != ':' || at == start) {
            malformed = Malformed.badRequest(nameProblem(bytes[start], bytes[at]));
            return at;
        }
        int nameEnd = at++;
        while (bytes[at] == ' ' || bytes[at] == '\t') {
            at++;
        }
        int value = at;
        while (Octets.isFieldValue(bytes[at])) {
            at++;
        }
        if (bytes[at] != '\r' || bytes[at + 1] != '\n') {
            malformed = Malformed.badRequest("a header field value has a control character (RFC 9110 section 5.5)");
            return at;
        }
        int valueEnd = at;
        while (valueEnd > value && (bytes[valueEnd - 1] == ' ' || bytes[valueEnd - 1] == '\t')) {
            valueEnd--;
        }
        if (into.size() >= maxFields) {
            malformed = new Malformed(
                    Malformed.Kind.HEADERS_TOO_LARGE, "there are more than " + maxFields + " header fields");
        }
        into.field(start, nameEnd, value, valueEnd, hash);
        return at + 2;
    }

    private static String nameProblem(byte first, byte found) {
        if (first == ' ' || first == '\t') {
            return "a header line begins with white space (folding is obsolete, RFC 9112 section 5.2)";
        }
        return found == ' ' || found == '\t'
                ? "there is white space between a header field's name and its colon (RFC 9112 section 5.1)"
                : "a header field name has a character that is not allowed (RFC 9110 section 5.6.2)";
    }

    abstract Malformed firstLineTooLong(int limit);

    /** Whether the first line cannot become one whatever follows: then its end need not be waited for. */
    @Nullable
    Malformed beginsWrong(byte[] bytes, int start, int end) {
        return null;
    }

    abstract @Nullable Malformed parseFirstLine(byte[] bytes, int start, int end);

    /** Looks at the finished head as a whole: framing, host. */
    abstract @Nullable Malformed complete();
}
