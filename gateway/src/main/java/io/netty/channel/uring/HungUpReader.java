package io.netty.channel.uring;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.uring.AbstractIoUringChannel.AbstractUringUnsafe;
import io.netty.util.UncheckedBooleanSupplier;

/**
 * Reads on from a peer that has hung up, until its end, or its reset, is there to be seen. Netty
 * 4.2.18 waits for ever for a reset that came together with octets
 * (docs/decisions/0013-io-uring-resets.md). Keeps nothing of a channel.
 */
@Sharable
public final class HungUpReader extends ChannelInboundHandlerAdapter {

    private static final HungUpReader ONLY = new HungUpReader();

    /** With this, only a hang-up makes Netty's handle go on reading. */
    private static final UncheckedBooleanSupplier NOTHING_MORE = () -> false;

    private HungUpReader() {}

    /** Watches a new channel; one of another transport needs it not. */
    public static void watch(Channel channel) {
        if (channel instanceof AbstractIoUringStreamChannel) {
            channel.pipeline().addFirst(ONLY);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.fireChannelReadComplete();
        AbstractIoUringStreamChannel channel = (AbstractIoUringStreamChannel) context.channel();
        AbstractUringUnsafe unsafe = (AbstractUringUnsafe) channel.unsafe();
        IoUringRecvByteAllocatorHandle handle = unsafe.recvBufAllocHandle();
        boolean mayBeMore = handle.lastBytesRead() > 0 && handle.continueReading(NOTHING_MORE);
        if (mayBeMore && !channel.isInputShutdown()) {
            // When Netty is done with the read that this call is part of.
            channel.eventLoop().execute(() -> readOn(channel, unsafe));
        }
    }

    /** No effect while Netty reads already. */
    private static void readOn(AbstractIoUringStreamChannel channel, AbstractUringUnsafe unsafe) {
        if (channel.isOpen() && channel.isRegistered() && !channel.isInputShutdown()) {
            unsafe.scheduleRead(true);
        }
    }
}
