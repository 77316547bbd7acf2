package io.highgate.gateway.listen;

import io.highgate.gateway.http.ConnectionField;
import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.http.RequestHead;
import io.netty.handler.codec.http2.Http2Settings;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** What a request over HTTP/1.1 asks to go on in (RFC 9110 section 7.8). Stateless. */
final class Upgrade {

    static final byte[] TO_HTTP_2 = "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII);

    private static final HeaderName SETTINGS = HeaderName.of("HTTP2-Settings");
    private static final int SETTING_OCTETS = 6;
    private static final int MAX_SETTINGS = 32;

    private Upgrade() {}

    /**
     * The settings of a client that wants HTTP/2 (RFC 7540 section 3.2), or null: then it is served
     * over HTTP/1.1, as any server may do. A request with a body is, too, because its body would
     * have to be kept here.
     */
    static @Nullable Http2Settings toHttp2(RequestHead head) {
        Headers headers = head.headers();
        int upgrade = headers.find(HeaderName.UPGRADE);
        if (upgrade < 0
                || head.bodyLength() != RequestHead.NO_BODY
                || head.isHttp10()
                || !headers.valueIs(upgrade, "h2c")
                || !ConnectionField.has(headers, "upgrade")
                || !ConnectionField.has(headers, "http2-settings")) {
            return null;
        }
        int field = headers.find(SETTINGS);
        if (field < 0 || headers.find(SETTINGS, field + 1) >= 0) {
            return null;
        }
        try {
            return settings(Base64.getUrlDecoder().decode(headers.value(field)));
        } catch (IllegalArgumentException e) {
            return null; // not base64url, or a setting out of its bounds
        }
    }

    private static @Nullable Http2Settings settings(byte[] payload) {
        if (payload.length % SETTING_OCTETS != 0 || payload.length > MAX_SETTINGS * SETTING_OCTETS) {
            return null;
        }
        Http2Settings settings = new Http2Settings();
        ByteBuffer in = ByteBuffer.wrap(payload);
        while (in.hasRemaining()) {
            settings.put(in.getChar(), Long.valueOf(Integer.toUnsignedLong(in.getInt())));
        }
        return settings;
    }
}
