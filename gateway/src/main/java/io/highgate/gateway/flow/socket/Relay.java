package io.highgate.gateway.flow.socket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a WebSocket. Octets pass as they come; only between frames something of the
 * gateway's own may come in, and a pong that answers the gateway's ping is taken out. Confined to
 * one event loop.
 *
 * <pre>
 * open -leave, at the end of a frame-> closed: what still comes is dropped
 * </pre>
 */
public final class Relay {

    private static final int MAX_PONG = 2 + 4 + Control.PING_OCTETS;

    private final ByteBufAllocator allocator;
    private final Consumer<ByteBuf> to;
    private final Frames frames = new Frames();
    private final byte[] held = new byte[MAX_PONG];
    private int holding;
    private boolean awaitsPong;
    private long awaited;
    private @Nullable ByteBuf farewell;
    private boolean closed;

    /** @param to owns the buffers it gets */
    public Relay(ByteBufAllocator allocator, Consumer<ByteBuf> to) {
        this.allocator = allocator;
        this.to = to;
    }

    public Frames frames() {
        return frames;
    }

    /** Whether a frame of the gateway's own may come in now. */
    public boolean mayInsert() {
        return !closed && farewell == null && frames.isAtBoundary() && frames.closeCode() == Frames.NOT_CLOSED;
    }

    /** Lets a frame of the gateway's own in; only while that may be. */
    public void insert(ByteBuf frame) {
        to.accept(frame);
    }

    /** The pong with this payload answers the gateway, and nobody else. */
    public void expectPong(long payload) {
        awaitsPong = true;
        awaited = payload;
    }

    /** Passes octets on, which it owns; whether anything but an expected pong was among them. */
    public boolean take(ByteBuf octets) {
        if (closed) {
            octets.release();
            return false;
        }
        if (awaitsPong || holding > 0 || farewell != null) {
            return takeApart(octets);
        }
        int at = octets.readerIndex();
        while (at < octets.writerIndex()) {
            at = frames.advance(octets, at, octets.writerIndex());
        }
        to.accept(octets);
        return true;
    }

    private boolean takeApart(ByteBuf octets) {
        boolean passed = false;
        try {
            while (octets.isReadable() && !closed) {
                if (holding > 0 || isPong(octets)) {
                    passed |= hold(octets.readByte());
                } else {
                    passed = true;
                    pass(octets);
                }
            }
        } finally {
            octets.release();
        }
        return passed;
    }

    private boolean isPong(ByteBuf octets) {
        return awaitsPong && frames.isAtBoundary() && octets.getUnsignedByte(octets.readerIndex()) == Control.PONG;
    }

    /** Up to the end of the frame. */
    private void pass(ByteBuf octets) {
        int from = octets.readerIndex();
        int end = frames.advance(octets, from, octets.writerIndex());
        to.accept(octets.readRetainedSlice(end - from));
        sayFarewell();
    }

    /** Keeps an octet of what may be the pong; returns whether it is known not to be. */
    private boolean hold(byte octet) {
        held[holding++] = octet;
        if (holding < 2) {
            return false;
        }
        boolean masked = held[1] < 0;
        if ((held[1] & 0x7f) != Control.PING_OCTETS) {
            letGo();
            return true;
        }
        int head = masked ? 6 : 2;
        if (holding < head + Control.PING_OCTETS) {
            return false;
        }
        if (payload(head, masked) == awaited) {
            awaitsPong = false;
            holding = 0;
            return false;
        }
        letGo();
        return true;
    }

    private long payload(int head, boolean masked) {
        long payload = 0;
        for (int i = 0; i < Control.PING_OCTETS; i++) {
            int octet = held[head + i] ^ (masked ? held[2 + i % 4] : 0);
            payload = payload << 8 | octet & 0xff;
        }
        return payload;
    }

    private void letGo() {
        ByteBuf octets = allocator.buffer(holding).writeBytes(held, 0, holding);
        holding = 0;
        frames.advance(octets, octets.readerIndex(), octets.writerIndex());
        to.accept(octets);
        sayFarewell();
    }

    /** Passes the last frame, which it owns, as soon as the one under way is complete. */
    public void leave(ByteBuf last) {
        if (closed || farewell != null) {
            last.release();
        } else {
            farewell = last;
            sayFarewell();
        }
    }

    private void sayFarewell() {
        ByteBuf last = farewell;
        if (last != null && frames.isAtBoundary()) {
            farewell = null;
            closed = true;
            if (frames.closeCode() == Frames.NOT_CLOSED) {
                to.accept(last);
            } else {
                last.release();
            }
        }
    }

    /** Nothing comes any more: what was held back was no pong. */
    public void end() {
        if (holding > 0 && !closed) {
            letGo();
        }
        stop();
    }

    /** Drops what is at hand and what still comes. */
    public void stop() {
        closed = true;
        holding = 0;
        if (farewell != null) {
            farewell.release();
            farewell = null;
        }
    }
}
