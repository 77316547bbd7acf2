package io.highgate.gateway.flow.socket;

import io.netty.buffer.ByteBuf;

/**
 * Follows the frames of one direction of a WebSocket (RFC 6455 section 5.2) without holding any of
 * them: where each ends, how many messages there were, and with which code they close. Refuses
 * nothing, since that is the other end's business; a length that no frame may have is a frame that
 * never ends. Confined to one event loop.
 */
public final class Frames {

    /** No close frame has come. */
    public static final int NOT_CLOSED = 0;

    /** A close frame without a code (section 7.1.5). */
    public static final int NO_CODE = 1005;

    static final int CLOSE = 0x8;

    private static final int FIN = 0x80;
    private static final int FIRST_CONTROL = 0x8;
    private static final int SHORT_HEAD = 2;
    private static final int MASK_OCTETS = 4;

    private int seen;
    private int size;
    private int first;
    private boolean masked;
    private long left;
    private int mask;
    private int codeSeen;
    private int code;
    private int messages;
    private int closeCode = NOT_CLOSED;

    /** Whether the last frame is complete and the next one has not begun. */
    public boolean isAtBoundary() {
        return seen == 0;
    }

    /** The code of the first close frame, {@link #NO_CODE}, or {@link #NOT_CLOSED}. */
    public int closeCode() {
        return closeCode;
    }

    /** How many messages have ended since this was asked last. */
    public int takeMessages() {
        int ended = messages;
        messages = 0;
        return ended;
    }

    /** Follows the octets from one index to another; returns where the frame ends, or the other. */
    public int advance(ByteBuf in, int from, int to) {
        int at = from;
        while (at < to && !headIsComplete()) {
            head(in.getByte(at++) & 0xff);
        }
        if (headIsComplete()) {
            int octets = (int) Math.min(left, to - at);
            if (octets > 0 && opcode() == CLOSE) {
                code(in, at, octets);
            }
            left -= octets;
            at += octets;
            if (left == 0) {
                ended();
            }
        }
        return at;
    }

    private boolean headIsComplete() {
        return seen >= SHORT_HEAD && seen == size;
    }

    private int opcode() {
        return first & 0xf;
    }

    private void head(int octet) {
        if (seen == 0) {
            first = octet;
        } else if (seen == 1) {
            shortLength(octet);
        } else if (masked && seen >= size - MASK_OCTETS) {
            mask = mask << 8 | octet;
        } else {
            left = left << 8 | octet;
        }
        seen++;
        if (headIsComplete() && left < 0) {
            left = Long.MAX_VALUE;
        }
    }

    private void shortLength(int octet) {
        masked = (octet & 0x80) != 0;
        int length = octet & 0x7f;
        int more = length == 126 ? 2 : length == 127 ? 8 : 0;
        left = more == 0 ? length : 0;
        size = SHORT_HEAD + more + (masked ? MASK_OCTETS : 0);
        mask = 0;
        code = 0;
        codeSeen = 0;
    }

    /** The first two octets of a close frame's payload, unmasked. */
    private void code(ByteBuf in, int at, int octets) {
        for (int i = 0; i < octets && codeSeen < 2; i++) {
            int unmasked = in.getByte(at + i) & 0xff ^ mask >>> 24 - 8 * codeSeen & (masked ? 0xff : 0);
            code = code << 8 | unmasked;
            codeSeen++;
        }
    }

    private void ended() {
        seen = 0;
        size = 0;
        if (opcode() == CLOSE && closeCode == NOT_CLOSED) {
            closeCode = codeSeen == 2 ? code : NO_CODE;
        } else if (opcode() < FIRST_CONTROL && (first & FIN) != 0) {
            messages++;
        }
    }
}
