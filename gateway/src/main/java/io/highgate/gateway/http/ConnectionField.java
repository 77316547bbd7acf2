package io.highgate.gateway.http;

/**
 * The Connection field (RFC 9110 section 7.6.1): options for this hop, and the names of further
 * fields that end here. Stateless.
 */
public final class ConnectionField {

    private static final HeaderName[] HOP_BY_HOP = {
        HeaderName.KEEP_ALIVE, HeaderName.PROXY_CONNECTION, HeaderName.TE, HeaderName.UPGRADE
    };

    private ConnectionField() {}

    /** Whether the connection stays open after this message, as far as its sender says. */
    public static boolean keepsAlive(Headers headers, boolean http10) {
        return http10 ? has(headers, "keep-alive") : !has(headers, "close");
    }

    /** Whether the field has the option, which is in lower case. */
    public static boolean has(Headers headers, String option) {
        return has(headers, HeaderName.CONNECTION, option);
    }

    /** Whether a field that is a list has the token, which is in lower case. */
    public static boolean has(Headers headers, HeaderName list, String option) {
        for (int i = headers.find(list); i >= 0; i = headers.find(list, i + 1)) {
            if (headers.valueIs(i, option) || anyToken(headers, i, option)) {
                return true;
            }
        }
        return false;
    }

    private static boolean anyToken(Headers headers, int field, String option) {
        byte[] bytes = headers.bytes();
        int end = headers.valueEnd(field);
        for (int start = headers.valueStart(field); start < end; ) {
            int stop = start;
            while (stop < end && bytes[stop] != ',') {
                stop++;
            }
            if (isOption(bytes, start, stop, option)) {
                return true;
            }
            start = stop + 1;
        }
        return false;
    }

    private static boolean isOption(byte[] bytes, int from, int to, String option) {
        int start = from;
        int end = to;
        while (start < end && bytes[start] <= ' ') {
            start++;
        }
        while (end > start && bytes[end - 1] <= ' ') {
            end--;
        }
        if (end - start != option.length()) {
            return false;
        }
        for (int i = 0; i < option.length(); i++) {
            if (Octets.lower(bytes[start + i]) != option.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Removes every field that is meant for this hop only, those named by Connection included. */
    public static void removeHopByHop(Headers headers) {
        int connection = headers.find(HeaderName.CONNECTION);
        if (connection >= 0) {
            removeNamed(headers, connection);
            headers.remove(HeaderName.CONNECTION);
        }
        for (HeaderName name : HOP_BY_HOP) {
            headers.remove(name);
        }
    }

    private static void removeNamed(Headers headers, int first) {
        for (int i = first; i >= 0; i = headers.find(HeaderName.CONNECTION, i + 1)) {
            if (headers.valueIs(i, "close") || headers.valueIs(i, "keep-alive")) {
                continue;
            }
            for (String token : headers.value(i).split(",", -1)) {
                String name = token.strip();
                if (isRemovable(name)) {
                    headers.remove(HeaderName.of(name));
                }
            }
        }
    }

    /** A sender may not take away what the message's own framing and routing stand on. */
    private static boolean isRemovable(String name) {
        return !name.isEmpty()
                && name.chars().allMatch(c -> c < 128 && Octets.isToken((byte) c))
                && !name.equalsIgnoreCase("host")
                && !name.equalsIgnoreCase("content-length")
                && !name.equalsIgnoreCase("transfer-encoding");
    }
}
