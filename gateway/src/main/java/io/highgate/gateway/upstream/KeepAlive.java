package io.highgate.gateway.upstream;

import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.http.Octets;

/**
 * How long an endpoint says that it keeps an unused connection ({@code Keep-Alive: timeout=5}); a
 * connection used just before it closes would be used in vain. Stateless.
 */
final class KeepAlive {

    private static final byte[] TIMEOUT = {'t', 'i', 'm', 'e', 'o', 'u', 't', '='};

    /** Ends before the endpoint's own patience does, for the time a request is on its way. */
    private static final long MARGIN_SECONDS = 1;

    private static final long MOST_SECONDS = 1_000_000;
    private static final long NANOS = 1_000_000_000;

    private KeepAlive() {}

    /** How long the connection may lie unused, in nanoseconds, by what the answer says. */
    static long nanos(Headers answer) {
        int field = answer.find(HeaderName.KEEP_ALIVE);
        if (field < 0) {
            return Long.MAX_VALUE;
        }
        byte[] bytes = answer.bytes();
        int end = answer.valueEnd(field);
        for (int at = answer.valueStart(field); at + TIMEOUT.length < end; at++) {
            if (isTimeout(bytes, at)) {
                return Math.max(0, seconds(bytes, at + TIMEOUT.length, end) - MARGIN_SECONDS) * NANOS;
            }
        }
        return Long.MAX_VALUE;
    }

    private static boolean isTimeout(byte[] bytes, int start) {
        for (int i = 0; i < TIMEOUT.length; i++) {
            if (Octets.lower(bytes[start + i]) != TIMEOUT[i]) {
                return false;
            }
        }
        return true;
    }

    private static long seconds(byte[] bytes, int start, int end) {
        long value = 0;
        for (int i = start; i < end && bytes[i] >= '0' && bytes[i] <= '9'; i++) {
            value = Math.min(value * 10 + bytes[i] - '0', MOST_SECONDS);
        }
        return value;
    }
}
