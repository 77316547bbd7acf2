package io.highgate.gateway.http;

/**
 * The head of a response: status, framing and header section. Confined to one event loop and to its
 * exchange.
 */
public final class ResponseHead {

    /** The body's length is not known beforehand: it comes in chunks. */
    public static final long CHUNKED = -1;

    /** The body ends with the connection (RFC 9112 section 6.3, rule 8). */
    public static final long UNTIL_CLOSE = -2;

    /** The connection, or the stream, goes on as a WebSocket. */
    public static final int SWITCHING_PROTOCOLS = 101;

    private final Headers headers;
    private int status;
    private long bodyLength;
    private boolean http10;

    public ResponseHead(Headers headers) {
        this.headers = headers;
    }

    public Headers headers() {
        return headers;
    }

    public int status() {
        return status;
    }

    public void status(int newStatus) {
        status = newStatus;
    }

    /** Octets of the body to come, {@link #CHUNKED} or {@link #UNTIL_CLOSE}. */
    public long bodyLength() {
        return bodyLength;
    }

    public void bodyLength(long length) {
        bodyLength = length;
    }

    public boolean isHttp10() {
        return http10;
    }

    public void http10(boolean is) {
        http10 = is;
    }
}
