package io.highgate.gateway.listen;

import io.highgate.gateway.flow.Loop;
import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.http.Octets;
import io.highgate.gateway.http.Reply;
import io.highgate.gateway.http.ResponseHead;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.ReadOnlyHttp2Headers;
import io.netty.util.AsciiString;
import java.util.Locale;

/**
 * Spells response heads for HTTP/2 (RFC 9113 section 8.3.2). The fields are views of the head's
 * own array, so they must be encoded before the exchange ends; that is why no regular field enters
 * the dynamic table of HPACK. Confined to one event loop.
 */
final class Http2Responses {

    private static final AsciiString CONTENT_LENGTH = AsciiString.cached("content-length");
    private static final AsciiString DATE = AsciiString.cached("date");
    private static final AsciiString[] STATUS = new AsciiString[1000];

    static {
        for (int i = 100; i < STATUS.length; i++) {
            STATUS[i] = AsciiString.cached(Integer.toString(i));
        }
    }

    private final HttpDate date;

    Http2Responses(Loop loop) {
        this.date = HttpDate.of(loop);
    }

    /** A final response of an upstream; its length is told where it is known. */
    Http2Headers head(ResponseHead head, boolean toHead) {
        Headers headers = head.headers();
        boolean empty = toHead || head.status() == 204 || head.status() == 304;
        int given = headers.find(HeaderName.CONTENT_LENGTH);
        // The length a GET would have had is the upstream's to tell (RFC 9110 section 8.6).
        boolean asGiven = empty && given >= 0 && head.status() != 204;
        boolean known = asGiven || !empty && head.bodyLength() >= 0;
        boolean dated = headers.contains(HeaderName.DATE);
        int extra = (known ? 1 : 0) + (dated ? 0 : 1);
        AsciiString[] fields = fields(headers, extra);
        int at = fields.length - 2 * extra;
        if (known) {
            fields[at++] = CONTENT_LENGTH;
            fields[at++] = asGiven ? value(headers, given) : decimal(head.bodyLength());
        }
        if (!dated) {
            fields[at++] = DATE;
            fields[at] = new AsciiString(date.octets(), false);
        }
        return ReadOnlyHttp2Headers.serverHeaders(false, STATUS[head.status()], fields);
    }

    /** An interim response (RFC 9110 section 15.2). */
    static Http2Headers interim(ResponseHead head) {
        return ReadOnlyHttp2Headers.serverHeaders(false, STATUS[head.status()], fields(head.headers(), 0));
    }

    /** Trailers may wait for their turn behind data, so they are copies. */
    static Http2Headers trailers(Headers trailers) {
        AsciiString[] fields = fields(trailers, 0);
        for (int i = 0; i < fields.length; i++) {
            fields[i] = new AsciiString(fields[i].toByteArray(), false);
        }
        return ReadOnlyHttp2Headers.trailers(false, fields);
    }

    /** A response of the gateway's own. */
    Http2Headers head(Reply reply) {
        boolean known = reply.status() != 204 && reply.status() != 304;
        AsciiString[] fields = new AsciiString[2 * (reply.fields().size() + (known ? 2 : 1))];
        int at = 0;
        for (Reply.Field field : reply.fields()) {
            fields[at++] = new AsciiString(field.name().toString().toLowerCase(Locale.ROOT));
            fields[at++] = new AsciiString(field.value());
        }
        if (known) {
            fields[at++] = CONTENT_LENGTH;
            fields[at++] = decimal(reply.body().length);
        }
        fields[at++] = DATE;
        fields[at] = new AsciiString(date.octets(), false);
        return ReadOnlyHttp2Headers.serverHeaders(false, STATUS[reply.status()], fields);
    }

    private static AsciiString[] fields(Headers headers, int extra) {
        int count = 0;
        for (int i = 0; i < headers.size(); i++) {
            count += isSent(headers, i) ? 1 : 0;
        }
        AsciiString[] fields = new AsciiString[2 * (count + extra)];
        int at = 0;
        for (int i = 0; i < headers.size(); i++) {
            if (isSent(headers, i)) {
                fields[at++] = name(headers, i);
                fields[at++] = value(headers, i);
            }
        }
        return fields;
    }

    /** Framing fields are made here, never copied. */
    private static boolean isSent(Headers headers, int field) {
        return headers.isPresent(field)
                && !headers.is(field, HeaderName.CONTENT_LENGTH)
                && !headers.is(field, HeaderName.TRANSFER_ENCODING);
    }

    /** Names are sent in lower case (RFC 9113 section 8.2); the array is ours, so it is changed in place. */
    private static AsciiString name(Headers headers, int field) {
        byte[] bytes = headers.bytes();
        int start = headers.nameStart(field);
        int end = headers.nameEnd(field);
        for (int i = start; i < end; i++) {
            bytes[i] = Octets.lower(bytes[i]);
        }
        return new AsciiString(bytes, start, end - start, false);
    }

    private static AsciiString value(Headers headers, int field) {
        int start = headers.valueStart(field);
        return new AsciiString(headers.bytes(), start, headers.valueEnd(field) - start, false);
    }

    private static AsciiString decimal(long number) {
        return new AsciiString(Long.toString(number));
    }
}
