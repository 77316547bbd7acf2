package io.highgate.gateway.http;

import org.jspecify.annotations.Nullable;

/** Reads the Cookie field (RFC 6265 section 5.4), as leniently as servers do. Pure. */
public final class Cookies {

    private Cookies() {}

    /** The value of the first cookie of that name, or null. */
    public static @Nullable String find(Headers headers, String name) {
        for (int field = headers.find(HeaderName.COOKIE);
                field >= 0;
                field = headers.find(HeaderName.COOKIE, field + 1)) {
            String value = in(headers.value(field), name);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private static @Nullable String in(String cookies, String name) {
        int start = 0;
        while (start < cookies.length()) {
            int end = cookies.indexOf(';', start);
            String pair = cookies.substring(start, end < 0 ? cookies.length() : end);
            int sign = pair.indexOf('=');
            if (sign >= 0 && pair.substring(0, sign).strip().equals(name)) {
                return unquoted(pair.substring(sign + 1).strip());
            }
            start = end < 0 ? cookies.length() : end + 1;
        }
        return null;
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
