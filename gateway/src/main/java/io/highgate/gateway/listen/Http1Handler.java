package io.highgate.gateway.listen;

import io.highgate.gateway.exchange.Entrance;
import io.highgate.gateway.exchange.Security;
import io.highgate.gateway.flow.Loop;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import org.jspecify.annotations.Nullable;

/** Joins a Netty channel to its {@link Http1Connection}. Confined to one event loop. */
final class Http1Handler extends ChannelInboundHandlerAdapter {

    private final Listener listener;
    private final Entrance entrance;
    private final Loop loop;
    private final @Nullable Security security;
    private @Nullable Http1Connection connection;

    /** With null for the security of a cleartext connection. */
    Http1Handler(Listener listener, Entrance entrance, Loop loop, @Nullable Security security) {
        this.security = security;
        this.listener = listener;
        this.entrance = entrance;
        this.loop = loop;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        ClientEnds ends = ClientEnds.of(context.channel());
        if (ends == null) {
            context.close();
            return;
        }
        Http1Connection opened =
                new Http1Connection(context, entrance, loop, ends.peer().secured(security));
        connection = opened;
        listener.opened(opened, loop);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf in = (ByteBuf) message;
        if (connection == null) {
            in.release();
        } else {
            connection.input().received(in);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (connection != null) {
            connection.input().receivedAll();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (connection != null) {
            connection.stream().writabilityChanged();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (connection != null && event instanceof ChannelInputShutdownEvent) {
            connection.inputEnded();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        Http1Connection closed = connection;
        connection = null;
        if (closed != null) {
            listener.closed(closed, loop);
            closed.closed();
        }
    }

    /** A reset by the client is nothing to report: {@link #channelInactive} follows. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        listener.broken(cause);
        context.close();
    }
}
