package io.highgate.gateway.identity;

import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.http.Octets;

/** Where a request's bearer token stands (RFC 6750 section 2.1), without making a text of it. Pure. */
public final class Bearer {

    private static final byte[] SCHEME = {'b', 'e', 'a', 'r', 'e', 'r'};

    private Bearer() {}

    /** The field whose value is a bearer token, or -1; of several fields none is taken for one. */
    public static int field(Headers headers) {
        int field = headers.find(HeaderName.AUTHORIZATION);
        if (field < 0 || headers.find(HeaderName.AUTHORIZATION, field + 1) >= 0) {
            return -1;
        }
        return isBearer(headers, field) ? field : -1;
    }

    /** Whether the field's value begins as a bearer token. */
    public static boolean isBearer(Headers headers, int field) {
        int start = headers.valueStart(field);
        if (headers.valueEnd(field) - start <= SCHEME.length || headers.bytes()[start + SCHEME.length] != ' ') {
            return false;
        }
        return Octets.isAt(SCHEME, headers.bytes(), start, true);
    }

    /** Where the token of that field begins; it ends with the field's value. */
    public static int start(Headers headers, int field) {
        int at = headers.valueStart(field) + SCHEME.length;
        while (at < headers.valueEnd(field) && headers.bytes()[at] == ' ') {
            at++;
        }
        return at;
    }
}
