package io.highgate.gateway.flow.socket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** Spells the gateway's own control frames (RFC 6455 section 5.5). Stateless. */
public final class Control {

    /** The endpoint goes away (section 7.4.1). */
    public static final int GOING_AWAY = 1001;

    static final int PONG = 0x8a;

    /** Octets of the payload of our pings, and so of the pongs that answer them. */
    static final int PING_OCTETS = 8;

    private static final int CLOSE = 0x88;
    private static final int PING = 0x89;
    private static final int MASKED = 0x80;
    private static final int CODE_OCTETS = 2;

    private Control() {}

    /** A close frame; masked towards a server (section 5.3), where the mask is not 0. */
    public static ByteBuf close(ByteBufAllocator allocator, int code, int mask) {
        ByteBuf frame = head(allocator, CLOSE, CODE_OCTETS, mask);
        return frame.writeShort(code ^ mask >>> 16);
    }

    /** A ping; masked towards a server, where the mask is not 0. */
    public static ByteBuf ping(ByteBufAllocator allocator, long payload, int mask) {
        ByteBuf frame = head(allocator, PING, PING_OCTETS, mask);
        return frame.writeLong(payload ^ Integer.toUnsignedLong(mask) << 32 ^ Integer.toUnsignedLong(mask));
    }

    private static ByteBuf head(ByteBufAllocator allocator, int first, int length, int mask) {
        ByteBuf frame = allocator.buffer(16).writeByte(first);
        return mask == 0
                ? frame.writeByte(length)
                : frame.writeByte(length | MASKED).writeInt(mask);
    }
}
