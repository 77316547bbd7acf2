package io.highgate.gateway.flow;

import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.http.Octets;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Headers.PseudoHeaderName;
import io.netty.util.AsciiString;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Header fields between HTTP/2 and our own form (RFC 9113 section 8.2), for both directions and both
 * sides. What is read was checked field by field, because it may leave as HTTP/1.1; pseudo-header
 * fields are the caller's. Stateless.
 */
public final class Http2Fields {

    private static final byte[] CRUMB = HeadWriter.octets("; ");

    /** What speaks of one connection of HTTP/1.1 and does not exist in HTTP/2 (section 8.2.2). */
    private static final HeaderName[] CONNECTION_SPECIFIC = {
        HeaderName.CONNECTION,
        HeaderName.KEEP_ALIVE,
        HeaderName.PROXY_CONNECTION,
        HeaderName.TRANSFER_ENCODING,
        HeaderName.UPGRADE,
        HeaderName.of("HTTP2-Settings")
    };

    private Http2Fields() {}

    /**
     * Adds the regular fields to a header section, cookie crumbs joined to one field (section
     * 8.2.3); returns why they are malformed, or null.
     */
    public static @Nullable String read(Http2Headers from, Headers to) {
        boolean regular = false;
        for (Map.Entry<CharSequence, CharSequence> field : from) {
            AsciiString name = AsciiString.of(field.getKey());
            if (name.length() > 0 && name.byteAt(0) == ':') {
                if (regular || !PseudoHeaderName.isPseudoHeader(name)) {
                    return "a pseudo-header field is unknown or stands behind a regular one (RFC 9113 section 8.3)";
                }
            } else {
                regular = true;
                String problem = add(name, AsciiString.of(field.getValue()), to);
                if (problem != null) {
                    return problem;
                }
            }
        }
        joinCookies(to);
        return asAWhole(to);
    }

    /** The same for a trailer section: no pseudo-header fields, and what may not trail is dropped. */
    public static @Nullable String readTrailers(Http2Headers from, Headers to) {
        for (Map.Entry<CharSequence, CharSequence> field : from) {
            if (field.getKey().length() > 0 && field.getKey().charAt(0) == ':') {
                return "a trailer section has a pseudo-header field (RFC 9113 section 8.1)";
            }
        }
        String problem = read(from, to);
        TrailerFields.dropForbidden(to);
        return problem;
    }

    /** The body's length as Content-Length of a section that was read says it; -1 if it does not. */
    public static long contentLength(Headers headers) {
        long length = Framing.length(headers);
        return length == Framing.ABSENT ? -1 : length;
    }

    /**
     * The fields as HTTP/2 has them: names in lower case, nothing that speaks of a connection. The
     * caller adds the pseudo-header fields; Host is for it to leave out of requests.
     */
    public static Http2Headers write(Headers from) {
        Http2Headers to = new DefaultHttp2Headers(false, Math.max(from.size(), 8));
        byte[] bytes = from.bytes();
        for (int i = 0; i < from.size(); i++) {
            if (from.isPresent(i) && !isOfConnection(from, i)) {
                to.add(
                        lowerCase(bytes, from.nameStart(i), from.nameEnd(i)),
                        new AsciiString(bytes, from.valueStart(i), from.valueEnd(i) - from.valueStart(i), true));
            }
        }
        return to;
    }

    private static @Nullable String add(AsciiString name, AsciiString value, Headers to) {
        if (name.isEmpty()) {
            return "a header field has no name";
        }
        int nameAt = to.append(name.array(), name.arrayOffset(), name.arrayOffset() + name.length());
        int valueAt = to.append(value.array(), value.arrayOffset(), value.arrayOffset() + value.length());
        byte[] bytes = to.bytes();
        int hash = 0;
        for (int i = nameAt; i < valueAt; i++) {
            if (!Octets.isToken(bytes[i]) || Octets.lower(bytes[i]) != bytes[i]) {
                return "a header field name has a character that is not allowed (RFC 9113 section 8.2.1)";
            }
            hash = HeaderName.step(hash, bytes[i]);
        }
        int end = valueAt + value.length();
        for (int i = valueAt; i < end; i++) {
            if (!Octets.isFieldValue(bytes[i])) {
                return "a header field value has a control character (RFC 9113 section 8.2.1)";
            }
        }
        if (end > valueAt && (isSpace(bytes[valueAt]) || isSpace(bytes[end - 1]))) {
            return "a header field value begins or ends with white space (RFC 9113 section 8.2.1)";
        }
        to.field(nameAt, valueAt, valueAt, end, hash);
        return null;
    }

    private static boolean isSpace(byte octet) {
        return octet == ' ' || octet == '\t';
    }

    private static @Nullable String asAWhole(Headers read) {
        for (HeaderName name : CONNECTION_SPECIFIC) {
            if (read.contains(name)) {
                return name + " speaks of one connection and is not part of HTTP/2 (RFC 9113 section 8.2.2)";
            }
        }
        int te = read.find(HeaderName.TE);
        if (te >= 0 && (!read.valueIs(te, "trailers") || read.find(HeaderName.TE, te + 1) >= 0)) {
            return "TE says more than 'trailers' (RFC 9113 section 8.2.2)";
        }
        Malformed framing = Framing.check(read, false);
        return framing == null ? null : framing.reason();
    }

    private static void joinCookies(Headers read) {
        int first = read.find(HeaderName.COOKIE);
        if (first < 0 || read.find(HeaderName.COOKIE, first + 1) < 0) {
            return;
        }
        int start = read.valueStart(first);
        int end = start;
        for (int i = first; i >= 0; i = read.find(HeaderName.COOKIE, i + 1)) {
            int length = read.valueEnd(i) - read.valueStart(i);
            if (length > 0) {
                // An empty crumb would leave white space at an end, which no field of HTTP/1.1 has.
                if (end > start) {
                    read.append(CRUMB, 0, CRUMB.length);
                    end += CRUMB.length;
                }
                int at = read.append(read.bytes(), read.valueStart(i), read.valueEnd(i));
                start = end > start ? start : at;
                end = at + length;
            }
            if (i > first) {
                read.remove(i);
            }
        }
        read.value(first, start, end);
    }

    private static boolean isOfConnection(Headers from, int field) {
        for (HeaderName name : CONNECTION_SPECIFIC) {
            if (from.is(field, name)) {
                return true;
            }
        }
        return from.is(field, HeaderName.TE) && !from.valueIs(field, "trailers");
    }

    private static AsciiString lowerCase(byte[] bytes, int start, int end) {
        byte[] lower = new byte[end - start];
        for (int i = 0; i < lower.length; i++) {
            lower[i] = Octets.lower(bytes[start + i]);
        }
        return new AsciiString(lower, false);
    }
}
