package io.highgate.gateway.route;

import io.highgate.gateway.http.Headers;
import io.highgate.gateway.route.path.Escape;

/** Writes a request target behind all else in a head's array. Confined to one event loop. */
final class Target {

    private final Headers headers;
    private final int start;

    Target(Headers headers) {
        this.headers = headers;
        this.start = headers.reserve(0);
    }

    int start() {
        return start;
    }

    /** Where the next octet goes. */
    int end() {
        return headers.reserve(0);
    }

    byte last() {
        return headers.bytes()[end() - 1];
    }

    void cutLast() {
        headers.trim(end() - 1);
    }

    void octet(char octet) {
        int at = headers.reserve(1);
        headers.bytes()[at] = (byte) octet;
    }

    void text(byte[] octets) {
        headers.append(octets, 0, octets.length);
    }

    /** Copies a span of the same array. */
    void copy(int from, int to) {
        headers.append(headers.bytes(), from, to);
    }

    /** Writes octets, with escapes for those that would end the part they go to. */
    void text(byte[] octets, String ends) {
        for (byte b : octets) {
            if (ends.indexOf(b) < 0) {
                octet((char) (b & 0xff));
            } else {
                int at = headers.reserve(3);
                Escape.encode(b & 0xff, headers.bytes(), at);
            }
        }
    }
}
