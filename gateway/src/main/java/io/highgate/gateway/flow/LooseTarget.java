package io.highgate.gateway.flow;

import io.highgate.gateway.http.Headers;
import io.highgate.gateway.http.Octets;
import java.util.Locale;

/**
 * Request targets as browsers write them: {@code | ^ ` { }} stand in them as they are, and in the
 * query the backslash (WHATWG URL, section 1.3). Some servers take them, others answer 400; escaped
 * they mean the same to all, so that is how they are matched and handed on. Stateless.
 */
public final class LooseTarget {

    /** The form of a target may grow to this many times its length. */
    private static final int ESCAPED = 3;

    private static final byte[] DIGITS = HeadWriter.octets("0123456789ABCDEF");

    private LooseTarget() {}

    /** A URL, or a part of one, with everything escaped that {@link RequestReader} would escape. */
    public static String escaped(String url) {
        StringBuilder text = new StringBuilder(url.length());
        boolean inQuery = false;
        for (int i = 0; i < url.length(); i++) {
            char c = url.charAt(i);
            inQuery |= c == '?';
            if (c < 128 && Octets.isLoose((byte) c) && (inQuery || c != '\\')) {
                text.append('%').append(Integer.toHexString(c).toUpperCase(Locale.ROOT));
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    /** Whether the octet may stand in a target, here or there. */
    static boolean mayHold(byte octet) {
        return Octets.isTarget(octet) || Octets.isLoose(octet);
    }

    /**
     * Appends the path and query with everything escaped that must be; returns where it ends, or -1
     * if a backslash is in the path, where one server's letter is another one's slash.
     */
    static int escape(byte[] bytes, int start, int end, Headers to) {
        int out = to.reserve(ESCAPED * (end - start));
        byte[] into = to.bytes();
        boolean inQuery = false;
        for (int i = start; i < end; i++) {
            byte octet = bytes[i];
            inQuery |= octet == '?';
            if (Octets.isTarget(octet)) {
                into[out++] = octet;
            } else if (octet == '\\' && !inQuery) {
                return -1;
            } else {
                into[out++] = '%';
                into[out++] = DIGITS[octet >> 4 & 15];
                into[out++] = DIGITS[octet & 15];
            }
        }
        to.trim(out);
        return out;
    }
}
