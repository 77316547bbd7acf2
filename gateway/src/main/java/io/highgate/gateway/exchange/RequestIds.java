package io.highgate.gateway.exchange;

import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Headers;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * Ids that follow a request: X-Request-ID and the W3C trace context. A usable one that the request
 * brings is kept, else one is made. Stateless.
 */
public final class RequestIds {

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);

    /** Longer ids are not kept: they end up in every log line. */
    private static final int MAX_ID = 128;

    private static final int TRACEPARENT = 55;
    private static final int TRACE = 3;
    private static final int TRACE_END = 35;
    private static final int SPAN = 36;
    private static final int SPAN_END = 52;
    private static final int FLAGS = 54;

    private RequestIds() {}

    /** The exchange's request id, worked out on first use. */
    public static String requestId(Exchange exchange) {
        String known = exchange.requestId();
        if (known == null) {
            Headers headers = exchange.request().headers();
            int field = headers.find(HeaderName.X_REQUEST_ID);
            known = field >= 0 && isUsable(headers, field)
                    ? headers.value(field)
                    : text(hex(exchange.loop().random(), 32));
            exchange.requestId(known);
        }
        return known;
    }

    /** Whether the field's value is short and of characters that are safe in any log or header. */
    public static boolean isUsable(Headers headers, int field) {
        int start = headers.valueStart(field);
        int end = headers.valueEnd(field);
        if (end == start || end - start > MAX_ID) {
            return false;
        }
        for (int i = start; i < end; i++) {
            byte c = headers.bytes()[i];
            boolean safe = c >= 'a' && c <= 'z'
                    || c >= 'A' && c <= 'Z'
                    || c >= '0' && c <= '9'
                    || c == '-'
                    || c == '_'
                    || c == '.'
                    || c == ':'
                    || c == '/'
                    || c == '+'
                    || c == '=';
            if (!safe) {
                return false;
            }
        }
        return true;
    }

    /** Whether the field is a valid traceparent (W3C Trace Context, section 3.2). */
    public static boolean isTraceparent(Headers headers, int field) {
        int start = headers.valueStart(field);
        int length = headers.valueEnd(field) - start;
        byte[] bytes = headers.bytes();
        boolean version = length == TRACEPARENT || length > TRACEPARENT && bytes[start + TRACEPARENT] == '-';
        if (!version || bytes[start] == 'f' && bytes[start + 1] == 'f') {
            return false;
        }
        for (int i = 0; i < TRACEPARENT; i++) {
            byte c = bytes[start + i];
            boolean dash = i == 2 || i == 35 || i == 52;
            if (dash ? c != '-' : !(c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
                return false;
            }
        }
        return !isZero(bytes, start + 3, 32) && !isZero(bytes, start + 36, 16);
    }

    private static boolean isZero(byte[] bytes, int start, int length) {
        for (int i = start; i < start + length; i++) {
            if (bytes[i] != '0') {
                return false;
            }
        }
        return true;
    }

    /** Whether a valid traceparent says that its trace is recorded. */
    public static boolean isSampled(Headers headers, int field) {
        return (Character.digit(headers.bytes()[headers.valueStart(field) + FLAGS], 16) & 1) == 1;
    }

    /** Puts a span of our own into a valid traceparent; what was there is its parent. */
    public static Sampled enter(Headers headers, int field, SplittableRandom random) {
        String before = headers.value(field);
        int start = headers.valueStart(field);
        fill(random, headers.bytes(), start + SPAN, start + SPAN_END);
        String now = headers.value(field);
        return new Sampled(
                now.substring(TRACE, TRACE_END), now.substring(SPAN, SPAN_END), before.substring(SPAN, SPAN_END));
    }

    /** The ids of a traceparent of ours. */
    public static Sampled sampled(byte[] traceparent) {
        String value = text(traceparent);
        return new Sampled(value.substring(TRACE, TRACE_END), value.substring(SPAN, SPAN_END), "");
    }

    /** A new traceparent. If it is sampled, whoever comes next may decide otherwise for what is its own. */
    public static byte[] newTraceparent(SplittableRandom random, boolean sampled) {
        byte[] value = new byte[TRACEPARENT];
        value[0] = '0';
        value[1] = '0';
        fill(random, value, TRACE, TRACE_END);
        fill(random, value, SPAN, SPAN_END);
        value[2] = '-';
        value[35] = '-';
        value[52] = '-';
        value[53] = '0';
        value[FLAGS] = (byte) (sampled ? '1' : '0');
        return value;
    }

    /** Random hexadecimal digits. */
    public static byte[] hex(SplittableRandom random, int digits) {
        byte[] value = new byte[digits];
        fill(random, value, 0, digits);
        return value;
    }

    private static void fill(SplittableRandom random, byte[] into, int start, int end) {
        long bits = 0;
        for (int i = start; i < end; i++) {
            if ((i - start & 15) == 0) {
                bits = random.nextLong();
            }
            into[i] = HEX[(int) bits & 15];
            bits >>>= 4;
        }
    }

    public static String text(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }
}
