package io.highgate.bench.load;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A frame of a WebSocket that holds a whole small message, without its mask. Reads just enough of RFC
 * 6455 for the comparison. Immutable, if nobody writes to the payload.
 */
record Frame(int opcode, byte[] payload) {

    static final int BINARY = 2;
    static final int CLOSE = 8;

    /** Frames that are longer are an error, so that a buffer of this size and a head holds any. */
    static final int LONGEST = 1024;

    /** The longest head: two octets, two of a length, four of a mask. */
    static final int HEAD = 8;

    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    private static final int LONG = 126;
    // Any mask will do: what matters is that whoever reads it has to undo it.
    private static final int MASK = 0x5A17C3E9;

    /** Takes the next frame off the bytes, if it is there as a whole. */
    static Optional<Frame> take(ByteBuffer bytes) {
        int start = bytes.position();
        if (bytes.remaining() < 2) {
            return Optional.empty();
        }
        int first = bytes.get(start) & 0xFF;
        int second = bytes.get(start + 1) & 0xFF;
        int length = second & ~MASKED;
        boolean longer = length >= LONG;
        int head = 2 + (longer ? 2 : 0) + ((second & MASKED) != 0 ? 4 : 0);
        if (bytes.remaining() < head) {
            return Optional.empty();
        }
        length = longer ? bytes.getShort(start + 2) & 0xFFFF : length;
        if ((first & 0xF0) != FINAL || (second & ~MASKED) > LONG || length > LONGEST) {
            throw new IllegalStateException("not a whole message of up to " + LONGEST + " bytes");
        }
        if (bytes.remaining() < head + length) {
            return Optional.empty();
        }
        byte[] payload = new byte[length];
        bytes.position(start + head).get(payload);
        if ((second & MASKED) != 0) {
            mask(payload, bytes.getInt(start + head - 4));
        }
        return Optional.of(new Frame(first & 0x0F, payload));
    }

    /** Appends it as a client sends it (masked) or as a server does. */
    void put(ByteBuffer bytes, boolean client) {
        bytes.put((byte) (FINAL | opcode));
        int flag = client ? MASKED : 0;
        if (payload.length < LONG) {
            bytes.put((byte) (flag | payload.length));
        } else {
            bytes.put((byte) (flag | LONG)).putShort((short) payload.length);
        }
        if (!client) {
            bytes.put(payload);
            return;
        }
        byte[] masked = payload.clone();
        mask(masked, MASK);
        bytes.putInt(MASK).put(masked);
    }

    private static void mask(byte[] payload, int mask) {
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= (byte) (mask >>> (24 - 8 * (i % 4)));
        }
    }
}
