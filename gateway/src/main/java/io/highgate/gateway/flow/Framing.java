package io.highgate.gateway.flow;

import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Where a message's body ends (RFC 9112 section 6.3), read strictly: whatever two parsers could
 * understand differently is refused. Pure.
 */
final class Framing {

    /** Neither Content-Length nor Transfer-Encoding. */
    static final long ABSENT = -3;

    static final long CHUNKED = -1;
    private static final long INVALID = -4;

    /** 18 digits always fit a long. */
    private static final int MAX_DIGITS = 18;

    private Framing() {}

    /** The framing problem of a header section, or null. */
    static @Nullable Malformed check(Headers headers, boolean http10) {
        int length = headers.find(HeaderName.CONTENT_LENGTH);
        int coding = headers.find(HeaderName.TRANSFER_ENCODING);
        if (coding >= 0) {
            if (length >= 0) {
                return Malformed.badRequest(
                        "both Content-Length and Transfer-Encoding are given (RFC 9112 section 6.1)");
            }
            if (http10) {
                return Malformed.badRequest("Transfer-Encoding is not part of HTTP/1.0 (RFC 9112 section 6.1)");
            }
            if (headers.find(HeaderName.TRANSFER_ENCODING, coding + 1) >= 0 || !headers.valueIs(coding, "chunked")) {
                return Malformed.badRequest("Transfer-Encoding is not just 'chunked'");
            }
        } else if (length >= 0) {
            if (headers.find(HeaderName.CONTENT_LENGTH, length + 1) >= 0) {
                return Malformed.badRequest("Content-Length is given more than once");
            }
            if (decimal(headers, length) == INVALID) {
                return Malformed.badRequest("Content-Length is not a decimal number of bytes");
            }
        }
        return null;
    }

    /** The body's length by a checked header section: octets, {@link #CHUNKED} or {@link #ABSENT}. */
    static long length(Headers headers) {
        if (headers.contains(HeaderName.TRANSFER_ENCODING)) {
            return CHUNKED;
        }
        int length = headers.find(HeaderName.CONTENT_LENGTH);
        return length < 0 ? ABSENT : decimal(headers, length);
    }

    private static long decimal(Headers headers, int field) {
        int start = headers.valueStart(field);
        int end = headers.valueEnd(field);
        if (end == start) {
            return INVALID;
        }
        while (start < end - 1 && headers.bytes()[start] == '0') {
            start++;
        }
        if (end - start > MAX_DIGITS) {
            return INVALID;
        }
        long value = 0;
        for (int i = start; i < end; i++) {
            int digit = headers.bytes()[i] - '0';
            if (digit < 0 || digit > 9) {
                return INVALID;
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
