package io.highgate.gateway;

import io.highgate.testkit.Wire;

/** Frames of RFC 6455 as texts of octets, written and read by hand. */
public record SocketFrame(int first, boolean masked, String payload) {

    public static final int TEXT = 0x81;
    public static final int BINARY = 0x82;
    public static final int CLOSE = 0x88;
    public static final int PING = 0x89;
    public static final int PONG = 0x8a;

    private static final String MASK = "\u0011\u00a2\u00b3\u00c4";

    /** A frame of a server. */
    public static String server(int first, String payload) {
        return (char) first + length(payload.length(), 0) + payload;
    }

    /** A frame of a client. */
    public static String client(int first, String payload) {
        return (char) first + length(payload.length(), 0x80) + MASK + mask(payload, MASK);
    }

    /** The payload of a close frame. */
    public static String code(int code) {
        return "" + (char) (code >> 8) + (char) (code & 0xff);
    }

    private static String length(int length, int bit) {
        if (length < 126) {
            return "" + (char) (length | bit);
        }
        return "" + (char) (126 | bit) + (char) (length >> 8) + (char) (length & 0xff);
    }

    private static String mask(String payload, String mask) {
        StringBuilder masked = new StringBuilder();
        for (int i = 0; i < payload.length(); i++) {
            masked.append((char) (payload.charAt(i) ^ mask.charAt(i % 4)));
        }
        return masked.toString();
    }

    /** The next frame, unmasked. */
    public static SocketFrame read(Wire from) {
        int first = from.read(1).charAt(0);
        int second = from.read(1).charAt(0);
        int length = second & 0x7f;
        if (length == 126) {
            String more = from.read(2);
            length = more.charAt(0) << 8 | more.charAt(1);
        }
        boolean masked = (second & 0x80) != 0;
        String mask = masked ? from.read(4) : "\0\0\0\0";
        return new SocketFrame(first, masked, mask(from.read(length), mask));
    }

    /** The code of a close frame. */
    int code() {
        return payload.charAt(0) << 8 | payload.charAt(1);
    }
}
