package io.highgate.drills.conformance.socket.accelerated;

/** The masking of frames (RFC 6455 section 5.3), of texts whose characters are octets. Stateless. */
public final class Mask {

    private Mask() {}

    /** Masks or unmasks octets that stand at an index of their frame's payload. */
    public static byte[] apply(String mask, int at, String octets) {
        byte[] masked = new byte[octets.length()];
        for (int i = 0; i < masked.length; i++) {
            masked[i] = (byte) (octets.charAt(i) ^ mask.charAt(at + i & 3));
        }
        return masked;
    }
}
