package io.highgate.gateway.http;

import java.nio.charset.StandardCharsets;

/**
 * The head of a request: method, target in origin form, framing and header section. Path and query
 * are spans of the header section's array. Confined to one event loop, and to its exchange: the
 * arrays serve another request when the exchange has ended.
 */
public final class RequestHead {

    /** No Content-Length and no chunks: there is no body. */
    public static final long NO_BODY = 0;

    /** The body's length is not known beforehand: it comes in chunks. */
    public static final long CHUNKED = -1;

    private Headers headers;
    private Method method = Method.GET;
    private int path;
    private int pathEnd;
    private int query;
    private int queryEnd;
    private int target;
    private int targetEnd;
    private int host;
    private int hostEnd;
    private long bodyLength;
    private HttpVersion version = HttpVersion.HTTP_1_1;
    private boolean takesTrailers;
    private boolean asksForWebSocket;

    public RequestHead(Headers headers) {
        this.headers = headers;
    }

    /** Forgets the request before, so that one that cannot be read does not show parts of it. */
    public void forget() {
        method = Method.GET;
        path(0, 0);
        query(-1, -1);
        target(0, 0);
        host(0, 0);
        bodyLength = NO_BODY;
        version = HttpVersion.HTTP_1_1;
        takesTrailers = false;
        asksForWebSocket = false;
    }

    /** The same request over an array of its own, with all octets at the same places. */
    public RequestHead copy(Headers into) {
        into.fill(headers);
        RequestHead copy = new RequestHead(into);
        copy.method = method;
        copy.path(path, pathEnd);
        copy.query(query, queryEnd);
        copy.target(target, targetEnd);
        copy.host(host, hostEnd);
        copy.bodyLength = bodyLength;
        copy.version = version;
        copy.takesTrailers = takesTrailers;
        copy.asksForWebSocket = asksForWebSocket;
        return copy;
    }

    public Headers headers() {
        return headers;
    }

    /** Has the next request collected in another section; the caller forgets what this one was. */
    public void headers(Headers next) {
        headers = next;
    }

    public Method method() {
        return method;
    }

    public void method(Method newMethod) {
        method = newMethod;
    }

    /** The path: what follows authority up to '?', normalised by the time stages see it. */
    public void path(int start, int end) {
        path = start;
        pathEnd = end;
    }

    public int pathStart() {
        return path;
    }

    public int pathEnd() {
        return pathEnd;
    }

    /** The query without its '?'; start is -1 where there is no '?'. */
    public void query(int start, int end) {
        query = start;
        queryEnd = end;
    }

    public boolean hasQuery() {
        return query >= 0;
    }

    public int queryStart() {
        return query;
    }

    public int queryEnd() {
        return queryEnd;
    }

    /** What the upstream is asked for: path and query, by default the client's own. */
    public void target(int start, int end) {
        target = start;
        targetEnd = end;
    }

    public int targetStart() {
        return target;
    }

    public int targetEnd() {
        return targetEnd;
    }

    /** Host and port as the client named them, from the target's authority or the Host field. */
    public void host(int start, int end) {
        host = start;
        hostEnd = end;
    }

    public int hostStart() {
        return host;
    }

    public int hostEnd() {
        return hostEnd;
    }

    /** Octets of the body to come: {@link #NO_BODY}, {@link #CHUNKED} or the Content-Length. */
    public long bodyLength() {
        return bodyLength;
    }

    public void bodyLength(long length) {
        bodyLength = length;
    }

    /** The version it came in. */
    public HttpVersion version() {
        return version;
    }

    public void version(HttpVersion cameIn) {
        version = cameIn;
    }

    public boolean isHttp10() {
        return version == HttpVersion.HTTP_1_0;
    }

    /** Whether the client said {@code TE: trailers}: a hop-by-hop field that gRPC asks for. */
    public boolean takesTrailers() {
        return takesTrailers;
    }

    public void takesTrailers(boolean does) {
        takesTrailers = does;
    }

    /** Whether the connection, or the stream, is to go on as a WebSocket (RFC 6455, RFC 8441). */
    public boolean asksForWebSocket() {
        return asksForWebSocket;
    }

    public void asksForWebSocket(boolean does) {
        asksForWebSocket = does;
    }

    public String pathText() {
        return text(path, pathEnd);
    }

    /** The query without its '?', or an empty text. */
    public String queryText() {
        return hasQuery() ? text(query, queryEnd) : "";
    }

    /** Host and port as the client named them. */
    public String hostText() {
        return text(host, hostEnd);
    }

    private String text(int start, int end) {
        return new String(headers.bytes(), start, end - start, StandardCharsets.ISO_8859_1);
    }

    @Override
    public String toString() {
        return method + " " + pathText() + (hasQuery() ? "?" + queryText() : "");
    }
}
