package io.highgate.gateway.listen;

import io.highgate.gateway.exchange.Entrance;
import io.highgate.gateway.exchange.Security;
import io.highgate.gateway.flow.Loop;
import io.highgate.gateway.flow.backlog.Cut;
import io.highgate.gateway.http.RequestHead;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http2.Http2Settings;
import org.jspecify.annotations.Nullable;

/** Joins a Netty channel to its {@link Http1Connection}. Confined to one event loop. */
final class Http1Handler extends ChannelInboundHandlerAdapter {

    private final Listener listener;
    private final Entrance entrance;
    private final Loop loop;
    private final @Nullable Security security;
    private @Nullable Http1Connection connection;
    private final boolean takesHttp2;
    private @Nullable Preface opening;

    /** With null for the security of a cleartext connection. */
    Http1Handler(Listener listener, Entrance entrance, Loop loop, @Nullable Security security) {
        this.security = security;
        this.listener = listener;
        this.entrance = entrance;
        this.loop = loop;
        this.takesHttp2 = listener.takesHttp2();
        this.opening = takesHttp2 ? new Preface() : null;
    }

    /** Whether the client may go on in HTTP/2. */
    boolean takesHttp2() {
        return takesHttp2;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        ClientEnds ends = ClientEnds.of(context.channel());
        if (ends == null) {
            context.close();
            return;
        }
        Http1Connection opened = new Http1Connection(
                this,
                context,
                new Http1Connection.Seated(entrance, loop, ends.peer().secured(security)));
        connection = opened;
        listener.opened(opened, loop);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        ByteBuf in = (ByteBuf) message;
        Http1Connection to = connection;
        if (to == null) {
            in.release();
        } else if (opening == null) {
            to.input().received(in);
        } else {
            opening(context, to, opening.add(in));
        }
    }

    /** The first octets tell which protocol the client speaks (RFC 9113 section 3.4). */
    private void opening(ChannelHandlerContext context, Http1Connection to, Preface seen) throws Exception {
        switch (seen.verdict()) {
            case UNDECIDED -> {}
            case HTTP_1 -> {
                opening = null;
                to.input().received(seen.octets());
            }
            case HTTP_2 -> {
                opening = null;
                ByteBuf octets = seen.octets();
                Http2Connection http2 = replaceBy(context, to);
                http2.channelRead(http2.context(), octets);
            }
        }
    }

    /** From now on the connection speaks HTTP/2, and says so. */
    private Http2Connection replaceBy(ChannelHandlerContext context, Http1Connection to) {
        Http2Connection http2 = new Http2Setup(listener, entrance, loop, to.peer()).connection();
        leave(to);
        context.pipeline().replace(this, null, http2);
        return http2;
    }

    /** The client asked for it in its first request, which is answered as the first stream. */
    void upgrade(ChannelHandlerContext context, RequestHead first, Http2Settings settings, ByteBuf rest)
            throws Exception {
        Http1Connection from = connection;
        if (from == null) {
            rest.release();
            return;
        }
        Http2Connection http2 = replaceBy(context, from);
        http2.onHttpServerUpgrade(settings);
        http2.begin(first);
        http2.channelRead(http2.context(), rest);
        http2.channelReadComplete(http2.context());
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
        } else if (connection != null && event instanceof Cut) {
            connection.cut();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        Http1Connection closed = connection;
        connection = null;
        if (closed != null) {
            leave(closed);
        }
    }

    private void leave(Http1Connection left) {
        connection = null;
        if (opening != null) {
            opening.release();
            opening = null;
        }
        listener.closed(left, loop);
        left.closed();
    }

    /** A reset by the client is nothing to report: {@link #channelInactive} follows. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        listener.broken(cause);
        context.close();
    }
}
