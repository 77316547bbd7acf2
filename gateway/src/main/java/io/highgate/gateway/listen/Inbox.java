package io.highgate.gateway.listen;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/** Octets that were received and not yet read, and whether more are wanted. Confined to one event loop. */
final class Inbox {

    /** Requests sent ahead of their turn may take this many octets before reading stops. */
    private static final int MAX_AHEAD = 64 * 1024;

    private final Channel channel;
    private @Nullable ByteBuf octets;

    Inbox(Channel channel) {
        this.channel = channel;
    }

    /** Puts more behind what is there; the inbox owns the buffer. */
    void add(ByteBuf more) {
        ByteBuf before = octets;
        if (before == null) {
            octets = more;
            return;
        }
        ByteBuf both = channel.alloc().buffer(before.readableBytes() + more.readableBytes());
        octets = both.writeBytes(before).writeBytes(more);
        before.release();
        more.release();
    }

    /** What is there to read, or null. */
    @Nullable
    ByteBuf readable() {
        return octets != null && octets.isReadable() ? octets : null;
    }

    /** Whether the socket is read from. */
    void keepReading(boolean on) {
        if (channel.config().isAutoRead() != on) {
            channel.config().setAutoRead(on);
        }
    }

    /** What is there must wait; beyond a bound nothing is added to it. */
    void waitForTurn() {
        if (octets != null && octets.readableBytes() > MAX_AHEAD) {
            keepReading(false);
        }
    }

    /** Drops what is there to read. */
    void drop() {
        if (octets != null) {
            octets.skipBytes(octets.readableBytes());
        }
    }

    /** Lets go of a buffer that has been read to its end. */
    void tidy() {
        if (octets != null && !octets.isReadable()) {
            clear();
        }
    }

    void clear() {
        if (octets != null) {
            octets.release();
            octets = null;
        }
    }
}
