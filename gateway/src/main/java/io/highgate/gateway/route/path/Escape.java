package io.highgate.gateway.route.path;

import io.highgate.gateway.http.Octets;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Percent-encoding (RFC 3986 section 2.1) in the one form that paths are compared in. Pure. */
public final class Escape {

    private static final byte[] DIGITS = "0123456789ABCDEF".getBytes(StandardCharsets.ISO_8859_1);
    private static final boolean[] UNRESERVED = new boolean[256];

    static {
        for (int c = 0; c < 256; c++) {
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            UNRESERVED[c] = letter || c >= '0' && c <= '9' || "-._~".indexOf(c) >= 0;
        }
    }

    private Escape() {}

    /** The octet that the escape at {@code at} stands for, or -1 if it is none. */
    static int octet(byte[] in, int at, int end) {
        if (at + 2 >= end) {
            return -1;
        }
        int high = Octets.hex(in[at + 1]);
        int low = Octets.hex(in[at + 2]);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    /** Writes an octet that came as an escape: unreserved ones plainly; returns the end. */
    static int write(int octet, byte[] out, int at) {
        if (UNRESERVED[octet]) {
            out[at] = (byte) octet;
            return at + 1;
        }
        return encode(octet, out, at);
    }

    /** Writes the escape of an octet; returns the end. */
    public static int encode(int octet, byte[] out, int at) {
        out[at] = '%';
        out[at + 1] = DIGITS[octet >> 4 & 15];
        out[at + 2] = DIGITS[octet & 15];
        return at + 3;
    }

    /**
     * A literal of a template as {@link PathRule} would leave it: escapes in their one form, and
     * everything escaped that may not stand in a target.
     */
    public static byte[] normalised(String literal) {
        byte[] in = literal.getBytes(StandardCharsets.UTF_8);
        byte[] out = new byte[in.length * 3];
        int end = 0;
        for (int i = 0; i < in.length; i++) {
            int octet = in[i] == '%' ? octet(in, i, in.length) : -1;
            if (octet >= 0) {
                end = write(octet, out, end);
                i += 2;
            } else if (Octets.isTarget(in[i]) && in[i] != '%') {
                out[end++] = in[i];
            } else {
                end = encode(in[i] & 0xff, out, end);
            }
        }
        return Arrays.copyOf(out, end);
    }

    /** A text of which every octet is escaped that is not unreserved, so that it stands for itself anywhere. */
    public static byte[] encoded(String text) {
        byte[] in = text.getBytes(StandardCharsets.UTF_8);
        byte[] out = new byte[in.length * 3];
        int end = 0;
        for (byte octet : in) {
            end = write(octet & 0xff, out, end);
        }
        return Arrays.copyOf(out, end);
    }

    /** The text that a query's name or value stands for; a '+' is a space, bad escapes stay. */
    static String decoded(byte[] in, int start, int end) {
        byte[] out = new byte[end - start];
        int length = 0;
        for (int i = start; i < end; i++) {
            int octet = in[i] == '%' ? octet(in, i, end) : -1;
            if (octet >= 0) {
                out[length++] = (byte) octet;
                i += 2;
            } else {
                out[length++] = in[i] == '+' ? (byte) ' ' : in[i];
            }
        }
        return new String(out, 0, length, StandardCharsets.UTF_8);
    }
}
