package io.highgate.gateway.flow.backlog;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.WriteBufferWaterMark;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Joins a Netty channel to its {@link Outlet}: looks after each flush what is left in the socket's
 * queue, and in what else is queued for the peer. Confined to one event loop.
 */
public final class OutletHandler extends ChannelDuplexHandler implements Outlet.Connection {

    private static final WriteBufferWaterMark TIGHT = new WriteBufferWaterMark(8 * 1024, 16 * 1024);
    private static final WriteBufferWaterMark LEAST = new WriteBufferWaterMark(1024, 4 * 1024);

    private final Channel channel;
    private final WriteBufferWaterMark usual;
    private final Outlet outlet;
    private LongSupplier alsoQueued = () -> 0;

    private OutletHandler(Channel channel, Backlog backlog, Side side) {
        this.channel = channel;
        this.usual = channel.config().getWriteBufferWaterMark();
        this.outlet = backlog.outlet(this, side);
    }

    /** Watches a new channel, in front of whatever else is in its pipeline later. */
    public static void watch(Channel channel, Backlog backlog, Side side) {
        channel.pipeline().addFirst(new OutletHandler(channel, backlog, side));
    }

    /** What a protocol holds, for the same peer or from it, counts as well; null if the channel is not watched. */
    public static @Nullable Outlet alsoCount(Channel channel, LongSupplier queued) {
        OutletHandler watching = channel.pipeline().get(OutletHandler.class);
        if (watching == null) {
            return null;
        }
        watching.alsoQueued = queued;
        return watching.outlet;
    }

    @Override
    public void flush(ChannelHandlerContext context) {
        context.flush();
        outlet.settle();
    }

    /** There is room again, or none. */
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        outlet.settle();
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        outlet.close();
        context.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        outlet.close();
    }

    @Override
    public long pending() {
        ChannelOutboundBuffer queue = channel.unsafe().outboundBuffer();
        return (queue == null ? 0 : queue.totalPendingWriteBytes()) + alsoQueued.getAsLong();
    }

    @Override
    public void narrow(Pressure pressure) {
        channel.config()
                .setWriteBufferWaterMark(
                        switch (pressure) {
                            case EASY -> usual;
                            case TIGHT -> TIGHT;
                            case CUTTING, REFUSING -> LEAST;
                        });
    }

    /** In a turn of its own, because whoever writes does not expect its connection to end meanwhile. */
    @Override
    public void cut(Cut why) {
        channel.eventLoop().execute(() -> {
            if (channel.isOpen()) {
                channel.pipeline().fireUserEventTriggered(why);
                // What the kernel holds for the peer goes with it.
                channel.config().setOption(ChannelOption.SO_LINGER, 0);
                channel.unsafe().close(channel.newPromise());
            }
        });
    }
}
