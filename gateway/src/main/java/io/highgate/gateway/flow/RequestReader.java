package io.highgate.gateway.flow;

import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.http.HttpVersion;
import io.highgate.gateway.http.Method;
import io.highgate.gateway.http.Octets;
import io.highgate.gateway.http.RequestHead;
import io.highgate.model.spec.LimitsSpec;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * Reads the head of a request (RFC 9112 sections 3 and 6). Accepts origin form, absolute form and
 * {@code OPTIONS *}; CONNECT is not a gateway's business. Confined to one event loop.
 */
public final class RequestReader extends HeadReader {

    /** What a request line has beside its target: method, version, spaces. */
    private static final int BESIDE_TARGET = 32;

    /** Far beyond any sane limit, and far from where ints overflow. */
    private static final int MAX_LINE = 1 << 28;

    private static final byte[] SLASH = {'/'};
    private static final byte[] ASTERISK = {'*'};

    private final int maxTarget;
    private RequestHead head;
    private boolean loose;

    public RequestReader(RequestHead into, LimitsSpec limits) {
        super(
                into.headers(),
                (int) Math.min(limits.uri().bytes() + BESIDE_TARGET, MAX_LINE),
                Math.min(limits.headers().toInt(), MAX_LINE),
                limits.headerCount());
        maxTarget = limits.uri().toInt();
        head = into;
        reset(into);
    }

    /** Reads a whole head at once, as it would come over the wire; null if it is not one. */
    public static @Nullable RequestHead parse(byte[] octets, LimitsSpec limits) {
        RequestHead head = new RequestHead(Headers.empty());
        ByteBuf in = Unpooled.wrappedBuffer(octets);
        try {
            return new RequestReader(head, limits).read(in) == ReadResult.DONE ? head : null;
        } finally {
            in.release();
        }
    }

    /** Makes ready for the next request. */
    public void reset(RequestHead into) {
        super.reset(into.headers());
        into.forget();
        head = into;
    }

    @Override
    Malformed firstLineTooLong(int limit) {
        return new Malformed(
                Malformed.Kind.FIRST_LINE_TOO_LONG, "the request target is longer than " + maxTarget + " bytes");
    }

    @Override
    @Nullable
    Malformed parseFirstLine(byte[] bytes, int start, int end) {
        int at = start;
        while (Octets.isToken(bytes[at])) {
            at++;
        }
        if (bytes[at] != ' ' || at == start) {
            return Malformed.badRequest("the request line does not begin with a method and a space");
        }
        head.method(Method.of(bytes, start, at));
        int target = at + 1;
        at = target;
        while (Octets.isTarget(bytes[at])) {
            at++;
        }
        loose = Octets.isLoose(bytes[at]);
        while (loose && LooseTarget.mayHold(bytes[at])) {
            at++;
        }
        if (bytes[at] != ' ') {
            return Malformed.badRequest(
                    bytes[at] == '\r'
                            ? "the request line has no HTTP version"
                            : "the request target has a character that must be percent-encoded (RFC 3986)");
        }
        if (at - target > maxTarget) {
            return firstLineTooLong(maxTarget);
        }
        Malformed version = version(bytes, at + 1, end);
        return version != null ? version : target(bytes, target, at);
    }

    private @Nullable Malformed version(byte[] bytes, int start, int end) {
        boolean known = end - start == 8
                && bytes[start] == 'H'
                && bytes[start + 1] == 'T'
                && bytes[start + 2] == 'T'
                && bytes[start + 3] == 'P'
                && bytes[start + 4] == '/'
                && bytes[start + 6] == '.';
        if (!known
                || bytes[start + 5] < '0'
                || bytes[start + 5] > '9'
                || bytes[start + 7] < '0'
                || bytes[start + 7] > '9') {
            return Malformed.badRequest("the request line does not end with an HTTP version");
        }
        if (bytes[start + 5] != '1') {
            return new Malformed(Malformed.Kind.VERSION_NOT_SUPPORTED, "only HTTP/1.1 and HTTP/1.0 are spoken here");
        }
        head.version(bytes[start + 7] == '0' ? HttpVersion.HTTP_1_0 : HttpVersion.HTTP_1_1);
        return null;
    }

    private @Nullable Malformed target(byte[] bytes, int start, int end) {
        head.host(0, 0);
        int path = start;
        if (head.method().equals(Method.CONNECT)) {
            return new Malformed(Malformed.Kind.METHOD_NOT_SUPPORTED, "CONNECT is for proxies; this is a gateway");
        }
        if (bytes[start] != '/') {
            if (end - start == 1 && bytes[start] == '*') {
                head.query(-1, -1);
                head.path(start, end);
                head.target(start, end);
                return head.method().equals(Method.OPTIONS)
                        ? null
                        : Malformed.badRequest("the target '*' is for OPTIONS only (RFC 9112 section 3.2.4)");
            }
            path = authority(bytes, start, end);
            if (path < 0) {
                return Malformed.badRequest("the request target does not begin with '/' (RFC 9112 section 3.2)");
            }
            if (path == end || bytes[path] == '?') {
                return emptyPath(bytes, path, end);
            }
        }
        return path(bytes, path, end);
    }

    /** An absolute target without a path means "/", or the server as a whole (RFC 9112 section 3.2.4). */
    private @Nullable Malformed emptyPath(byte[] bytes, int from, int end) {
        boolean asterisk = from == end && head.method().equals(Method.OPTIONS);
        Headers headers = head.headers();
        int start = headers.append(asterisk ? ASTERISK : SLASH, 0, 1);
        headers.append(bytes, from, end);
        return path(headers.bytes(), start, start + 1 + end - from);
    }

    private @Nullable Malformed path(byte[] bytes, int path, int end) {
        return loose ? escaped(bytes, path, end) : plain(bytes, path, end);
    }

    private @Nullable Malformed escaped(byte[] bytes, int path, int end) {
        Headers headers = head.headers();
        int start = headers.reserve(0);
        int stop = LooseTarget.escape(bytes, path, end, headers);
        return stop < 0 ? Malformed.badRequest("the path has a backslash") : plain(headers.bytes(), start, stop);
    }

    private @Nullable Malformed plain(byte[] bytes, int path, int end) {
        int query = path;
        while (query < end && bytes[query] != '?') {
            query++;
        }
        head.path(path, query);
        head.target(path, end);
        head.query(query < end ? query + 1 : -1, end);
        return null;
    }

    /** Takes the authority of an absolute target; returns where its path begins, or -1. */
    private int authority(byte[] bytes, int start, int end) {
        int at = start;
        while (at < end && bytes[at] != ':') {
            at++;
        }
        boolean http = at - start == 4 || at - start == 5 && Octets.lower(bytes[start + 4]) == 's';
        http = http
                && Octets.lower(bytes[start]) == 'h'
                && Octets.lower(bytes[start + 1]) == 't'
                && Octets.lower(bytes[start + 2]) == 't'
                && Octets.lower(bytes[start + 3]) == 'p';
        if (!http || at + 3 >= end || bytes[at + 1] != '/' || bytes[at + 2] != '/') {
            return -1;
        }
        int host = at + 3;
        at = host;
        while (at < end && bytes[at] != '/' && bytes[at] != '?') {
            at++;
        }
        if (at == host) {
            return -1;
        }
        head.host(host, at);
        return at;
    }

    @Override
    @Nullable
    Malformed complete() {
        Headers headers = head.headers();
        Malformed framing = Framing.check(headers, head.isHttp10());
        if (framing != null) {
            return framing;
        }
        long length = Framing.length(headers);
        head.bodyLength(length == Framing.ABSENT ? RequestHead.NO_BODY : length);
        if (head.hostEnd() != 0 && !Authority.isValid(headers.bytes(), head.hostStart(), head.hostEnd())) {
            return Malformed.badRequest("the target's authority is not a host name or address with an optional port");
        }
        Malformed expectation = Expectation.settle(head);
        Malformed host = expectation != null ? expectation : host(headers);
        return host != null ? host : WebSocketHandshake.read(head);
    }

    private @Nullable Malformed host(Headers headers) {
        int host = headers.find(HeaderName.HOST);
        if (host < 0) {
            return head.isHttp10() ? null : Malformed.badRequest("Host is missing (RFC 9112 section 3.2)");
        }
        if (headers.find(HeaderName.HOST, host + 1) >= 0) {
            return Malformed.badRequest("Host is given more than once (RFC 9112 section 3.2)");
        }
        if (!Authority.isValid(headers.bytes(), headers.valueStart(host), headers.valueEnd(host))) {
            return Malformed.badRequest("Host is not a host name or address with an optional port");
        }
        if (head.hostEnd() == 0) {
            head.host(headers.valueStart(host), headers.valueEnd(host));
        }
        return null;
    }
}
