package io.highgate.gateway.flow;

import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.http.HttpVersion;
import io.highgate.gateway.http.Method;
import io.highgate.gateway.http.Octets;
import io.highgate.gateway.http.RequestHead;
import io.highgate.model.spec.LimitsSpec;
import io.netty.handler.codec.http2.Http2Headers;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the head of an HTTP/2 request (RFC 9113 section 8.3.1) into the form the path knows, as
 * strictly as {@link RequestReader} reads one of HTTP/1.1: what it accepts can be written as an
 * HTTP/1.1 request that every parser understands alike. Pure.
 */
public final class Http2Requests {

    private static final CharSequence PROTOCOL = Http2Headers.PseudoHeaderName.PROTOCOL.value();

    private Http2Requests() {}

    /**
     * Fills the head; what is wrong with it, or null.
     *
     * @param endsStream whether no body follows
     */
    public static @Nullable Malformed read(Http2Headers from, RequestHead into, boolean endsStream, LimitsSpec limits) {
        into.forget();
        into.version(HttpVersion.HTTP_2);
        String order = from instanceof Http2Section section ? section.problem() : null;
        if (order != null) {
            return Malformed.badRequest(order);
        }
        Malformed pseudo = pseudo(from, into, limits);
        if (pseudo != null) {
            return pseudo;
        }
        String fields = Http2Fields.read(from, into.headers());
        if (fields != null) {
            return Malformed.badRequest(fields);
        }
        Malformed whole = complete(into, endsStream, limits);
        return whole != null || from.get(PROTOCOL) == null ? whole : WebSocketHandshake.readExtended(into, endsStream);
    }

    /** Extended CONNECT (RFC 8441 section 4); for the path it is the GET that it is over HTTP/1.1. */
    private static @Nullable Malformed connect(Http2Headers from, RequestHead into) {
        CharSequence protocol = from.get(PROTOCOL);
        boolean connect = into.method().equals(Method.CONNECT);
        if (protocol == null) {
            return connect
                    ? new Malformed(Malformed.Kind.METHOD_NOT_SUPPORTED, "CONNECT is for proxies; this is a gateway")
                    : null;
        }
        if (!connect) {
            return Malformed.badRequest(":protocol is given without CONNECT (RFC 8441 section 4)");
        }
        if (!"websocket".contentEquals(protocol)) {
            return new Malformed(Malformed.Kind.METHOD_NOT_SUPPORTED, "CONNECT is for WebSocket only");
        }
        into.method(Method.GET);
        return null;
    }

    private static @Nullable Malformed pseudo(Http2Headers from, RequestHead into, LimitsSpec limits) {
        CharSequence method = from.method();
        if (method == null || !isToken(method)) {
            return Malformed.badRequest(":method is missing or not a token (RFC 9113 section 8.3.1)");
        }
        into.method(Method.of(method.toString()));
        Malformed connect = connect(from, into);
        if (connect != null) {
            return connect;
        }
        CharSequence scheme = from.scheme();
        if (scheme == null || !"http".contentEquals(scheme) && !"https".contentEquals(scheme)) {
            return Malformed.badRequest(":scheme is neither http nor https (RFC 9113 section 8.3.1)");
        }
        if (from.status() != null) {
            return Malformed.badRequest(":status is for responses (RFC 9113 section 8.3)");
        }
        Malformed target = target(from.path(), into, limits);
        return target != null ? target : authority(from.authority(), into);
    }

    private static boolean isToken(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 128 || !Octets.isToken((byte) text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static @Nullable Malformed target(@Nullable CharSequence path, RequestHead into, LimitsSpec limits) {
        if (path == null || path.length() == 0) {
            return Malformed.badRequest(":path is missing or empty (RFC 9113 section 8.3.1)");
        }
        if (path.length() > limits.uri().toInt()) {
            return new Malformed(
                    Malformed.Kind.FIRST_LINE_TOO_LONG,
                    "the request target is longer than " + limits.uri().toInt() + " bytes");
        }
        boolean asterisk = path.length() == 1 && path.charAt(0) == '*';
        if (asterisk ? !into.method().equals(Method.OPTIONS) : path.charAt(0) != '/') {
            return Malformed.badRequest(":path does not begin with '/' (RFC 9113 section 8.3.1)");
        }
        Headers headers = into.headers();
        int start = append(headers, path);
        int end = start + path.length();
        boolean loose = false;
        for (int i = start; i < end; i++) {
            loose |= Octets.isLoose(headers.bytes()[i]);
            if (!LooseTarget.mayHold(headers.bytes()[i])) {
                return Malformed.badRequest(":path has a character that must be percent-encoded (RFC 3986)");
            }
        }
        if (loose) {
            int escaped = end;
            end = LooseTarget.escape(headers.bytes(), start, end, headers);
            start = escaped;
        }
        if (end < 0) {
            return Malformed.badRequest("the path has a backslash");
        }
        int query = start;
        while (query < end && headers.bytes()[query] != '?') {
            query++;
        }
        into.path(start, query);
        into.target(start, end);
        into.query(query < end ? query + 1 : -1, end);
        return null;
    }

    private static @Nullable Malformed authority(@Nullable CharSequence authority, RequestHead into) {
        if (authority == null) {
            return null;
        }
        Headers headers = into.headers();
        int start = append(headers, authority);
        int end = start + authority.length();
        if (!Authority.isValid(headers.bytes(), start, end)) {
            return Malformed.badRequest(":authority is not a host name or address with an optional port");
        }
        into.host(start, end);
        return null;
    }

    /** Appends text of which each character is one octet. */
    private static int append(Headers to, CharSequence text) {
        byte[] octets = text.toString().getBytes(StandardCharsets.ISO_8859_1);
        return to.append(octets, 0, octets.length);
    }

    private static @Nullable Malformed complete(RequestHead head, boolean endsStream, LimitsSpec limits) {
        Headers headers = head.headers();
        if (headers.size() > limits.headerCount()) {
            return new Malformed(
                    Malformed.Kind.HEADERS_TOO_LARGE, "there are more than " + limits.headerCount() + " header fields");
        }
        long length = Framing.length(headers);
        if (endsStream && length > 0) {
            return Malformed.badRequest(
                    "Content-Length announces a body, but the stream ends (RFC 9113 section 8.1.1)");
        }
        if (length == Framing.ABSENT) {
            head.bodyLength(endsStream ? RequestHead.NO_BODY : RequestHead.CHUNKED);
        } else {
            head.bodyLength(length);
        }
        Malformed expectation = Expectation.settle(head);
        return expectation != null ? expectation : host(head);
    }

    private static @Nullable Malformed host(RequestHead head) {
        Headers headers = head.headers();
        int host = headers.find(HeaderName.HOST);
        if (host < 0) {
            return head.hostEnd() > head.hostStart()
                    ? null
                    : Malformed.badRequest("neither :authority nor Host is given (RFC 9113 section 8.3.1)");
        }
        if (headers.find(HeaderName.HOST, host + 1) >= 0) {
            return Malformed.badRequest("Host is given more than once (RFC 9110 section 7.2)");
        }
        int start = headers.valueStart(host);
        int end = headers.valueEnd(host);
        if (!Authority.isValid(headers.bytes(), start, end)) {
            return Malformed.badRequest("Host is not a host name or address with an optional port");
        }
        if (head.hostEnd() == head.hostStart()) {
            head.host(start, end);
        } else if (!headers.value(host).equalsIgnoreCase(head.hostText())) {
            return Malformed.badRequest(":authority and Host name different hosts (RFC 9113 section 8.3.1)");
        }
        return null;
    }
}
