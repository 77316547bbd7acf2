package io.highgate.gateway.flow;

import io.highgate.gateway.http.Octets;

/** The form of {@code host[:port]} (RFC 3986 section 3.2.2), without user information. Pure. */
final class Authority {

    private Authority() {}

    static boolean isValid(byte[] bytes, int start, int end) {
        int at = start;
        if (at < end && bytes[at] == '[') {
            at++;
            while (at < end && (Octets.hex(bytes[at]) >= 0 || bytes[at] == ':' || bytes[at] == '.')) {
                at++;
            }
            if (at == start + 1 || at == end || bytes[at] != ']') {
                return false;
            }
            at++;
        } else {
            while (at < end && isNameOctet(bytes[at])) {
                at++;
            }
            if (at == start) {
                return false;
            }
        }
        return at == end || bytes[at] == ':' && isPort(bytes, at + 1, end);
    }

    private static boolean isPort(byte[] bytes, int start, int end) {
        int value = 0;
        for (int i = start; i < end; i++) {
            if (bytes[i] < '0' || bytes[i] > '9' || i - start > 5) {
                return false;
            }
            value = value * 10 + bytes[i] - '0';
        }
        return value <= 65_535;
    }

    private static boolean isNameOctet(byte octet) {
        return octet >= 'a' && octet <= 'z'
                || octet >= 'A' && octet <= 'Z'
                || octet >= '0' && octet <= '9'
                || octet == '-'
                || octet == '.'
                || octet == '_'
                || octet == '~';
    }
}
