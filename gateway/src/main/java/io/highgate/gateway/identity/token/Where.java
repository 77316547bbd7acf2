package io.highgate.gateway.identity.token;

import io.highgate.gateway.http.Cookies;
import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.http.Octets;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where in a request a token is. Immutable.
 *
 * @param header a field with just the token; null: {@code Authorization: Bearer}
 * @param cookie a cookie that may have it, too
 */
record Where(@Nullable HeaderName header, @Nullable String cookie) {

    private static final byte[] SCHEME = {'b', 'e', 'a', 'r', 'e', 'r'};

    static Where of(@Nullable String header, @Nullable String cookie) {
        return new Where(header == null ? null : HeaderName.of(header), cookie);
    }

    private HeaderName name() {
        return header == null ? HeaderName.AUTHORIZATION : header;
    }

    /** The field with the token, or -1. */
    int field(Headers headers) {
        int field = headers.find(name());
        return field >= 0 && (header != null || isBearer(headers, field)) ? field : -1;
    }

    /** Whether there is another field of the kind: two tokens are one too many. */
    boolean isTwice(Headers headers, int field) {
        return headers.find(name(), field + 1) >= 0;
    }

    private static boolean isBearer(Headers headers, int field) {
        int start = headers.valueStart(field);
        if (headers.valueEnd(field) - start <= SCHEME.length || headers.bytes()[start + SCHEME.length] != ' ') {
            return false;
        }
        return Octets.isAt(SCHEME, headers.bytes(), start, true);
    }

    /** Where the token in the field begins; it goes to the value's end. */
    int start(Headers headers, int field) {
        int at = headers.valueStart(field);
        if (header == null) {
            at += SCHEME.length;
            while (at < headers.valueEnd(field) && headers.bytes()[at] == ' ') {
                at++;
            }
        }
        return at;
    }

    /** The token in the cookie, if it is one of those. */
    byte @Nullable [] cookie(Headers headers) {
        String value = cookie == null ? null : Cookies.find(headers, cookie);
        return value == null ? null : value.getBytes(StandardCharsets.ISO_8859_1);
    }
}
