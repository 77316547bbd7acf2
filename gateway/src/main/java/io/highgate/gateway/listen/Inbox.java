package io.highgate.gateway.listen;

import io.highgate.gateway.flow.backlog.Outlet;
import io.highgate.gateway.flow.backlog.OutletHandler;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Octets that were received and not yet read, and whether more are wanted. Confined to one event loop. */
final class Inbox implements LongSupplier {

    /** Requests sent ahead of their turn may take this many octets before reading stops. */
    private static final int MAX_AHEAD = 64 * 1024;

    private final Channel channel;
    private final @Nullable Outlet outlet;
    private @Nullable ByteBuf octets;

    Inbox(Channel channel) {
        this.channel = channel;
        this.outlet = OutletHandler.alsoCount(channel, this);
    }

    /** How many octets are held. */
    @Override
    public long getAsLong() {
        return octets == null ? 0 : octets.readableBytes();
    }

    /** What is there must wait, for someone or something else: it counts among all that waits. */
    private void waits() {
        if (outlet != null) {
            outlet.settle();
        }
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
            waits();
        }
    }

    /** What is there must wait; beyond a bound nothing is added to it. */
    void waitForTurn() {
        waits();
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
