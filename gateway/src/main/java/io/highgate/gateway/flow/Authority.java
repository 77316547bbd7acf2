package io.highgate.gateway.flow;

import io.highgate.gateway.http.Octets;

/**
 * The form of {@code host[:port]} (RFC 3986 section 3.2.2), without user information: a name whose
 * labels are not empty, an IPv4 address, or an IPv6 address in brackets. Pure.
 */
final class Authority {

    private static final int GROUPS = 8;

    private Authority() {}

    static boolean isValid(byte[] bytes, int start, int end) {
        if (start >= end) {
            return false;
        }
        int at = bytes[start] == '[' ? behindAddress(bytes, start, end) : behindName(bytes, start, end);
        return at > start && (at == end || bytes[at] == ':' && isPort(bytes, at + 1, end));
    }

    /** Where a name ends, or -1 if it is none. One dot may stand at its end, not two together. */
    private static int behindName(byte[] bytes, int start, int end) {
        int at = start;
        boolean empty = true;
        while (at < end && isNameOctet(bytes[at])) {
            if (bytes[at] == '.' && empty) {
                return -1;
            }
            empty = bytes[at] == '.';
            at++;
        }
        return at;
    }

    /** Where an address in brackets ends, or -1 if it is none. */
    private static int behindAddress(byte[] bytes, int start, int end) {
        int close = start + 1;
        while (close < end && bytes[close] != ']') {
            close++;
        }
        return close < end && isIpv6(bytes, start + 1, close) ? close + 1 : -1;
    }

    /** Eight groups of up to four digits; "::" stands for one group or more, an IPv4 address for the last two. */
    private static boolean isIpv6(byte[] bytes, int start, int end) {
        int groups = 0;
        boolean gap = false;
        int at = start;
        if (at + 1 < end && bytes[at] == ':' && bytes[at + 1] == ':') {
            gap = true;
            at += 2;
        }
        while (at < end) {
            int stop = behindDigits(bytes, at, end);
            if (stop < end && bytes[stop] == '.') {
                groups += 2;
                return isIpv4(bytes, at, end) && (gap ? groups < GROUPS : groups == GROUPS);
            }
            if (stop == at || stop - at > 4) {
                return false;
            }
            groups++;
            at = stop;
            if (at < end) {
                boolean twice = at + 1 < end && bytes[at] == ':' && bytes[at + 1] == ':';
                if (bytes[at] != ':' || twice && gap || !twice && at + 1 == end) {
                    return false;
                }
                gap |= twice;
                at += twice ? 2 : 1;
            }
        }
        return gap ? groups < GROUPS : groups == GROUPS;
    }

    private static int behindDigits(byte[] bytes, int start, int end) {
        int at = start;
        while (at < end && Octets.hex(bytes[at]) >= 0) {
            at++;
        }
        return at;
    }

    private static boolean isIpv4(byte[] bytes, int start, int end) {
        int parts = 0;
        int at = start;
        while (at < end) {
            int value = 0;
            int begin = at;
            while (at < end && bytes[at] >= '0' && bytes[at] <= '9' && at - begin < 3) {
                value = value * 10 + bytes[at++] - '0';
            }
            parts++;
            if (at == begin || value > 255 || at < end && (bytes[at] != '.' || at + 1 == end)) {
                return false;
            }
            at++;
        }
        return parts == 4;
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
