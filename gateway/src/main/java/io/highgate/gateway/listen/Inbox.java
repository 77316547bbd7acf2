package io.highgate.gateway.listen;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/** Octets that were received and not yet read. Confined to one event loop. */
final class Inbox {

    private final ByteBufAllocator allocator;
    private @Nullable ByteBuf octets;

    Inbox(ByteBufAllocator allocator) {
        this.allocator = allocator;
    }

    /** Puts more behind what is there; the inbox owns the buffer. */
    void add(ByteBuf more) {
        ByteBuf before = octets;
        if (before == null) {
            octets = more;
            return;
        }
        ByteBuf both = allocator.buffer(before.readableBytes() + more.readableBytes());
        octets = both.writeBytes(before).writeBytes(more);
        before.release();
        more.release();
    }

    /** What is there to read, or null. */
    @Nullable
    ByteBuf readable() {
        return octets != null && octets.isReadable() ? octets : null;
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
