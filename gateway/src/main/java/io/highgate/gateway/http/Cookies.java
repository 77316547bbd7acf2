package io.highgate.gateway.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads and edits the Cookie field (RFC 6265 section 5.4), as leniently as servers do. Pure. */
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

    /** The octets of a name, or of what it begins with. */
    public static byte[] octets(String name) {
        return name.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Takes off all cookies whose names begin so; where there are none, nothing is allocated. */
    public static void drop(Headers headers, byte[] prefix) {
        for (int field = headers.find(HeaderName.COOKIE);
                field >= 0;
                field = headers.find(HeaderName.COOKIE, field + 1)) {
            if (contains(headers, field, prefix)) {
                byte[] left = octets(without(headers.value(field), new String(prefix, StandardCharsets.ISO_8859_1)));
                int start = headers.append(left, 0, left.length);
                headers.value(field, start, start + left.length);
                if (left.length == 0) {
                    headers.remove(field);
                }
            }
        }
    }

    private static boolean contains(Headers headers, int field, byte[] prefix) {
        byte[] bytes = headers.bytes();
        for (int at = headers.valueStart(field); at + prefix.length <= headers.valueEnd(field); at++) {
            if (Arrays.equals(bytes, at, at + prefix.length, prefix, 0, prefix.length)) {
                return true;
            }
        }
        return false;
    }

    private static String without(String cookies, String prefix) {
        return Arrays.stream(cookies.split(";"))
                .map(String::strip)
                .filter(pair -> !pair.isEmpty() && !pair.startsWith(prefix))
                .collect(Collectors.joining("; "));
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
