package io.highgate.gateway.route.path;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Goes over the parameters of a raw query, empty ones left out. Names and values compare as what
 * they stand for: percent-encoding decoded, '+' a space. Confined to one event loop.
 */
public final class QueryCursor {

    private final byte[] in;
    private final int last;
    private int start;
    private int equals;
    private int end;

    public QueryCursor(byte[] in, int start, int end) {
        this.in = in;
        this.last = end;
        this.end = start - 1;
    }

    /** Goes to the next parameter, if there is one. */
    public boolean next() {
        do {
            start = end + 1;
            end = start;
            equals = -1;
            while (end < last && in[end] != '&') {
                if (in[end] == '=' && equals < 0) {
                    equals = end;
                }
                end++;
            }
        } while (start == end && end < last);
        if (equals < 0) {
            equals = end;
        }
        return start < last;
    }

    public int start() {
        return start;
    }

    public int end() {
        return end;
    }

    private int valueStart() {
        return Math.min(equals + 1, end);
    }

    public String name() {
        return Escape.decoded(in, start, equals);
    }

    public String value() {
        return Escape.decoded(in, valueStart(), end);
    }

    public boolean nameIs(String name) {
        return is(name, start, equals);
    }

    public boolean valueIs(String value) {
        return is(value, valueStart(), end);
    }

    /** Whether the value has exactly the octets between the given start and end. */
    public boolean rawValueIs(int from, int to) {
        return Arrays.equals(in, valueStart(), end, in, from, to);
    }

    private boolean is(String text, int from, int to) {
        int at = from;
        for (int i = 0; i < text.length(); i++, at++) {
            char c = text.charAt(i);
            byte b = at < to ? in[at] : 0;
            if (b == '%' || b == '+' || c >= 0x80) {
                return text.equals(Escape.decoded(in, from, to));
            }
            if (at == to || b != c) {
                return false;
            }
        }
        return at == to;
    }

    @Override
    public String toString() {
        return new String(in, start, end - start, StandardCharsets.ISO_8859_1);
    }
}
