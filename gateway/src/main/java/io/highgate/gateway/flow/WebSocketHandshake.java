package io.highgate.gateway.flow;

import io.highgate.gateway.http.ConnectionField;
import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.http.HttpVersion;
import io.highgate.gateway.http.Method;
import io.highgate.gateway.http.RequestHead;
import io.highgate.gateway.http.ResponseHead;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * How a client asks for a WebSocket and an endpoint agrees (RFC 6455 section 4; RFC 8441 over
 * HTTP/2). Stateless.
 */
public final class WebSocketHandshake {

    private static final String PROTOCOL = "websocket";
    private static final String VERSION = "13";
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int KEY_OCTETS = 16;
    private static final byte[] UPGRADE = HeadWriter.octets("Connection: Upgrade\r\nUpgrade: websocket\r\n");

    private WebSocketHandshake() {}

    /**
     * Marks a request of HTTP/1.1 that asks for a WebSocket; what is wrong with it, or null. Any
     * other Upgrade is nobody's business: whoever is asked may ignore it.
     */
    static @Nullable Malformed read(RequestHead head) {
        Headers headers = head.headers();
        if (!headers.contains(HeaderName.UPGRADE)
                || head.isHttp10() // RFC 9110 section 7.8: then it is ignored
                || !ConnectionField.has(headers, HeaderName.UPGRADE, PROTOCOL)
                || !ConnectionField.has(headers, "upgrade")) {
            return null;
        }
        if (!head.method().equals(Method.GET)) {
            return Malformed.badRequest("a WebSocket is asked for with GET (RFC 6455 section 4.1)");
        }
        if (head.bodyLength() != RequestHead.NO_BODY) {
            return Malformed.badRequest("a request for a WebSocket has a body");
        }
        int key = headers.find(HeaderName.SEC_WEBSOCKET_KEY);
        if (key < 0 || headers.find(HeaderName.SEC_WEBSOCKET_KEY, key + 1) >= 0 || !isKey(headers.value(key))) {
            return Malformed.badRequest("Sec-WebSocket-Key is not base64 of 16 bytes, once (RFC 6455 section 4.1)");
        }
        return version(head);
    }

    /** The same for a request of HTTP/2 with {@code :protocol}, which needs no key. */
    static @Nullable Malformed readExtended(RequestHead head, boolean endsStream) {
        if (endsStream || head.bodyLength() != RequestHead.CHUNKED) {
            return Malformed.badRequest("a request for a WebSocket has a body, or its stream has ended");
        }
        head.bodyLength(RequestHead.NO_BODY);
        head.headers().remove(HeaderName.SEC_WEBSOCKET_KEY);
        return version(head);
    }

    private static @Nullable Malformed version(RequestHead head) {
        Headers headers = head.headers();
        int version = headers.find(HeaderName.SEC_WEBSOCKET_VERSION);
        if (version < 0
                || headers.find(HeaderName.SEC_WEBSOCKET_VERSION, version + 1) >= 0
                || !headers.valueIs(version, VERSION)) {
            return new Malformed(
                    Malformed.Kind.WEBSOCKET_VERSION, "Sec-WebSocket-Version is not 13 (RFC 6455 section 4.4)");
        }
        head.asksForWebSocket(true);
        return null;
    }

    private static boolean isKey(String key) {
        try {
            return Base64.getDecoder().decode(key).length == KEY_OCTETS && key.length() == 24;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Gives a request a key of our own where the client has none: HTTP/1.1 wants one. */
    public static void addKey(RequestHead request, SplittableRandom random) {
        if (!request.headers().contains(HeaderName.SEC_WEBSOCKET_KEY)) {
            byte[] key = new byte[KEY_OCTETS];
            random.nextBytes(key);
            request.headers()
                    .set(HeaderName.SEC_WEBSOCKET_KEY, Base64.getEncoder().encodeToString(key));
        }
    }

    /** The fields that say, in HTTP/1.1, that both sides go on in WebSocket. */
    public static byte[] upgradeFields() {
        return UPGRADE;
    }

    /**
     * What is wrong with an endpoint's 101, or null. A key of our own is the gateway's to verify,
     * and the answer to it is nothing for the client.
     */
    public static @Nullable String confirm(RequestHead request, ResponseHead response) {
        Headers headers = response.headers();
        if (!request.asksForWebSocket()) {
            return "the protocol was switched without being asked";
        }
        if (!ConnectionField.has(headers, HeaderName.UPGRADE, PROTOCOL) || !ConnectionField.has(headers, "upgrade")) {
            return "the protocol was switched to another one than was asked for";
        }
        if (request.version() == HttpVersion.HTTP_2) {
            String key = request.headers().first(HeaderName.SEC_WEBSOCKET_KEY);
            String accept = headers.first(HeaderName.SEC_WEBSOCKET_ACCEPT);
            if (key == null || !accept(key).equals(accept)) {
                return "Sec-WebSocket-Accept does not answer Sec-WebSocket-Key";
            }
            headers.remove(HeaderName.SEC_WEBSOCKET_ACCEPT);
        }
        return null;
    }

    /** Makes an endpoint's 200 over HTTP/2 what it would have been over HTTP/1.1. */
    public static void complete(RequestHead request, ResponseHead response) {
        response.status(ResponseHead.SWITCHING_PROTOCOLS);
        response.bodyLength(ResponseHead.UNTIL_CLOSE);
        response.headers().remove(HeaderName.SEC_WEBSOCKET_ACCEPT);
        String key = request.headers().first(HeaderName.SEC_WEBSOCKET_KEY);
        if (request.version() != HttpVersion.HTTP_2 && key != null) {
            response.headers().set(HeaderName.SEC_WEBSOCKET_ACCEPT, accept(key));
        }
    }

    /** What answers a key (RFC 6455 section 4.2.2). */
    public static String accept(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.ISO_8859_1));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
