package io.highgate.gateway.http;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * What a gateway needs to know of gRPC over HTTP/2 (gRPC PROTOCOL-HTTP2): who speaks it, and how
 * long the caller waits. Pure.
 */
public final class Grpc {

    /** What {@link #timeout} returns for a time-out that cannot be read. */
    public static final long MALFORMED = -2;

    /** What {@link #timeout} returns if none is given. */
    public static final long ABSENT = -1;

    private static final String TYPE = "application/grpc";
    private static final int MAX_DIGITS = 8;
    private static final long MOST = 100_000_000;

    /** Longer than this is as good as for ever, and far from where nanoseconds overflow. */
    private static final long LONGEST = Duration.ofDays(365).toNanos();

    private static final String UNITS = "numSMH";
    private static final long[] NANOS = {1, 1_000, 1_000_000, 1_000_000_000, 60L * 1_000_000_000, 3_600L * 1_000_000_000
    };

    private Grpc() {}

    /** Whether the request is one of gRPC; gRPC-Web, which is told of failures differently, is not. */
    public static boolean speaks(Headers request) {
        int field = request.find(HeaderName.CONTENT_TYPE);
        if (field < 0) {
            return false;
        }
        int start = request.valueStart(field);
        int length = request.valueEnd(field) - start;
        byte[] bytes = request.bytes();
        for (int i = 0; i < TYPE.length(); i++) {
            if (i == length || Octets.lower(bytes[start + i]) != TYPE.charAt(i)) {
                return false;
            }
        }
        byte behind = length == TYPE.length() ? (byte) ';' : bytes[start + TYPE.length()];
        return behind == ';' || behind == '+' || behind == ' ';
    }

    /** How long the caller waits, in nanoseconds; {@link #ABSENT} or {@link #MALFORMED}. */
    public static long timeout(Headers request) {
        int field = request.find(HeaderName.GRPC_TIMEOUT);
        if (field < 0) {
            return ABSENT;
        }
        byte[] bytes = request.bytes();
        int start = request.valueStart(field);
        int digits = request.valueEnd(field) - start - 1;
        if (digits < 1 || digits > MAX_DIGITS || request.find(HeaderName.GRPC_TIMEOUT, field + 1) >= 0) {
            return MALFORMED;
        }
        long value = 0;
        for (int i = start; i < start + digits; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                return MALFORMED;
            }
            value = value * 10 + bytes[i] - '0';
        }
        int unit = UNITS.indexOf(bytes[start + digits]);
        if (unit < 0) {
            return MALFORMED;
        }
        return value > LONGEST / NANOS[unit] ? LONGEST : value * NANOS[unit];
    }

    /** The time as a caller writes it: the finest unit that eight digits hold, rounded down. */
    public static String timeout(long nanos) {
        int unit = 0;
        while (nanos / NANOS[unit] >= MOST) {
            unit++;
        }
        return nanos / NANOS[unit] + UNITS.substring(unit, unit + 1);
    }

    /** A text for {@code grpc-message}: percent-encoded but for printable ASCII. */
    public static String message(String text) {
        StringBuilder out = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (octet >= ' ' && octet < 127 && octet != '%') {
                out.append((char) octet);
            } else {
                out.append('%')
                        .append(Character.toUpperCase(Character.forDigit(octet >> 4 & 15, 16)))
                        .append(Character.toUpperCase(Character.forDigit(octet & 15, 16)));
            }
        }
        return out.toString();
    }
}
