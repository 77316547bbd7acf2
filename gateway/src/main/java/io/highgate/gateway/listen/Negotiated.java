package io.highgate.gateway.listen;

import io.highgate.gateway.exchange.Entrance;
import io.highgate.gateway.exchange.Security;
import io.highgate.gateway.flow.Loop;
import io.highgate.gateway.tls.Handshakes;
import io.highgate.gateway.tls.NameChoice;
import io.highgate.model.spec.ListenerSpec.Protocol;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.util.List;

/**
 * Behind the handshake of an encrypted connection: sets up the protocol that was negotiated, then
 * only watches for the end. Where TLS ends, reading and writing end together: half an encrypted
 * connection is of no use to HTTP. Confined to one event loop.
 */
final class Negotiated extends ChannelInboundHandlerAdapter {

    private static final String HTTP_1_1 = "http/1.1";
    private static final String HTTP_2 = "h2";

    private final Listener listener;
    private final Entrance entrance;
    private final Loop loop;

    Negotiated(Listener listener, Entrance entrance, Loop loop) {
        this.listener = listener;
        this.entrance = entrance;
        this.loop = loop;
    }

    /** What is offered by ALPN; the one place that knows which protocols are spoken. */
    static List<String> offered(List<Protocol> wanted) {
        List<Protocol> protocols = wanted.isEmpty() ? List.of(Protocol.HTTP2, Protocol.HTTP1) : wanted;
        return protocols.stream()
                .map(it -> it == Protocol.HTTP2 ? HTTP_2 : HTTP_1_1)
                .toList();
    }

    /** Nobody behind here may speak yet. */
    @Override
    public void channelActive(ChannelHandlerContext context) {}

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        switch (event) {
            case SslHandshakeCompletionEvent over -> handshakeOver(context, over);
            case SslCloseCompletionEvent end -> context.close();
            case ChannelInputShutdownEvent end -> context.close();
            default -> context.fireUserEventTriggered(event);
        }
    }

    private void handshakeOver(ChannelHandlerContext context, SslHandshakeCompletionEvent over) {
        SslHandler tls = context.pipeline().get(SslHandler.class);
        if (!over.isSuccess() || tls == null) {
            listener.handshakeFailed(over.cause());
            context.close();
            return;
        }
        listener.handshakeDone();
        speak(context, NameChoice.security(context, tls));
    }

    /** A client that chose h2 by ALPN says so again with its first octets, which {@link Http1Handler} looks at. */
    private void speak(ChannelHandlerContext context, Security security) {
        Http1Handler http1 = new Http1Handler(listener, entrance, loop, security);
        context.pipeline().addAfter(context.name(), null, http1);
        context.fireChannelActive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!Handshakes.isOfTls(cause)) {
            listener.broken(cause);
        }
        context.close();
    }
}
