package io.highgate.gateway.http;

import java.nio.charset.StandardCharsets;

/**
 * A header field name, compared without regard to ASCII case (RFC 9110 section 5.1), with its hash
 * worked out once. Immutable.
 */
public final class HeaderName {

    public static final HeaderName CONNECTION = of("Connection");
    public static final HeaderName CONTENT_LENGTH = of("Content-Length");
    public static final HeaderName CONTENT_TYPE = of("Content-Type");
    public static final HeaderName COOKIE = of("Cookie");
    public static final HeaderName RETRY_AFTER = of("Retry-After");
    public static final HeaderName SET_COOKIE = of("Set-Cookie");
    public static final HeaderName DATE = of("Date");
    public static final HeaderName EXPECT = of("Expect");
    public static final HeaderName FORWARDED = of("Forwarded");
    public static final HeaderName GRPC_TIMEOUT = of("grpc-timeout");
    public static final HeaderName HOST = of("Host");
    public static final HeaderName KEEP_ALIVE = of("Keep-Alive");
    public static final HeaderName PROXY_CONNECTION = of("Proxy-Connection");
    public static final HeaderName SEC_WEBSOCKET_ACCEPT = of("Sec-WebSocket-Accept");
    public static final HeaderName SEC_WEBSOCKET_KEY = of("Sec-WebSocket-Key");
    public static final HeaderName SEC_WEBSOCKET_VERSION = of("Sec-WebSocket-Version");
    public static final HeaderName TE = of("TE");
    public static final HeaderName TRACEPARENT = of("traceparent");
    public static final HeaderName TRAILER = of("Trailer");
    public static final HeaderName TRANSFER_ENCODING = of("Transfer-Encoding");
    public static final HeaderName UPGRADE = of("Upgrade");
    public static final HeaderName USER_AGENT = of("User-Agent");
    public static final HeaderName REFERER = of("Referer");
    public static final HeaderName ACCEPT = of("Accept");
    public static final HeaderName AUTHORIZATION = of("Authorization");
    public static final HeaderName VIA = of("Via");
    public static final HeaderName X_FORWARDED_FOR = of("X-Forwarded-For");
    public static final HeaderName X_FORWARDED_HOST = of("X-Forwarded-Host");
    public static final HeaderName X_FORWARDED_PORT = of("X-Forwarded-Port");
    public static final HeaderName X_FORWARDED_PROTO = of("X-Forwarded-Proto");
    public static final HeaderName X_REQUEST_ID = of("X-Request-ID");

    private final String text;
    final byte[] bytes;
    final int hash;

    private HeaderName(String text) {
        this.text = text;
        this.bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        int h = 0;
        for (byte b : bytes) {
            h = step(h, b);
        }
        this.hash = h;
    }

    /**
     * The name.
     *
     * @throws IllegalArgumentException if it is not a token (RFC 9110 section 5.6.2)
     */
    public static HeaderName of(String text) {
        if (text.isEmpty() || !text.chars().allMatch(c -> c < 128 && Octets.isToken((byte) c))) {
            throw new IllegalArgumentException("'" + text + "' is not a header field name (RFC 9110 section 5.6.2)");
        }
        return new HeaderName(text);
    }

    /** One step of the case-blind hash, shared with the parser so that it costs no second pass. */
    public static int step(int hash, byte octet) {
        return hash * 31 + (octet | 0x20);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HeaderName that && text.equalsIgnoreCase(that.text);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return text;
    }
}
