package io.highgate.gateway.identity.token;

import io.highgate.gateway.http.Cookies;
import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.identity.Bearer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where in a request a token is. Immutable.
 *
 * @param header a field with just the token; null: {@code Authorization: Bearer}
 * @param cookie a cookie that may have it, too
 */
record Where(@Nullable HeaderName header, @Nullable String cookie) {

    static Where of(@Nullable String header, @Nullable String cookie) {
        return new Where(header == null ? null : HeaderName.of(header), cookie);
    }

    private HeaderName name() {
        return header == null ? HeaderName.AUTHORIZATION : header;
    }

    /** The field with the token, or -1. */
    int field(Headers headers) {
        int field = headers.find(name());
        return field >= 0 && (header != null || Bearer.isBearer(headers, field)) ? field : -1;
    }

    /** Whether there is another field of the kind: two tokens are one too many. */
    boolean isTwice(Headers headers, int field) {
        return headers.find(name(), field + 1) >= 0;
    }

    /** Where the token in the field begins; it goes to the value's end. */
    int start(Headers headers, int field) {
        return header == null ? Bearer.start(headers, field) : headers.valueStart(field);
    }

    /** The token in the cookie, if it is one of those. */
    byte @Nullable [] cookie(Headers headers) {
        String value = cookie == null ? null : Cookies.find(headers, cookie);
        return value == null ? null : value.getBytes(StandardCharsets.ISO_8859_1);
    }
}
