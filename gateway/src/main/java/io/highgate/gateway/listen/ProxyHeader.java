package io.highgate.gateway.listen;

import io.highgate.base.time.Timeout;
import io.highgate.gateway.flow.Loop;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol.AddressFamily;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Takes the PROXY protocol header off a connection (the HAProxy project's specification, versions 1
 * and 2) and names its client by it. The handlers behind it see the connection begin only when the
 * header is there; then this one is gone. Confined to one event loop.
 */
final class ProxyHeader extends ChannelInboundHandlerAdapter {

    /** What a version 2 header may carry beside the addresses: the specification's example uses far less. */
    private static final int MAX_EXTENSIONS = 4 * 1024;

    private final Visitors visitors;
    private final Loop loop;
    private final Duration patience;
    private final Timeout tooLate = new TooLate();
    private @Nullable ChannelHandlerContext context;

    private ProxyHeader(Visitors visitors, Loop loop, Duration patience) {
        this.visitors = visitors;
        this.loop = loop;
        this.patience = patience;
    }

    /** Puts it in front of what is added to the pipeline later. */
    static void require(ChannelPipeline pipeline, Visitors visitors, Loop loop, Duration patience) {
        pipeline.addLast(new HAProxyMessageDecoder(MAX_EXTENSIONS), new ProxyHeader(visitors, loop, patience));
    }

    private final class TooLate extends Timeout {
        @Override
        protected void fire() {
            refuse(Refusal.PROXY_TIMEOUT);
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext active) {
        context = active;
        if (active.channel().remoteAddress() instanceof InetSocketAddress proxy
                && visitors.isTrusted(proxy.getAddress())) {
            loop.timers().arm(tooLate, patience.toNanos());
        } else {
            refuse(Refusal.PROXY_UNTRUSTED);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext reading, Object message) {
        if (!(message instanceof HAProxyMessage header)) {
            reading.fireChannelRead(message);
            return;
        }
        try {
            take(reading, header);
        } finally {
            header.release();
        }
    }

    private void take(ChannelHandlerContext reading, HAProxyMessage header) {
        loop.timers().cancel(tooLate);
        context = null;
        ClientEnds ends = ends(reading, header);
        if (ends == null) {
            reading.close();
            return;
        }
        ends.name(reading.channel());
        if (visitors.admit(reading.channel(), ends.client().getAddress())) {
            reading.fireChannelActive();
            reading.pipeline().remove(this);
        }
    }

    /** A proxy that speaks for itself (LOCAL), or does not know the client, leaves the socket's ends. */
    private static @Nullable ClientEnds ends(ChannelHandlerContext reading, HAProxyMessage header) {
        AddressFamily family = header.proxiedProtocol().addressFamily();
        boolean named = header.command() == HAProxyCommand.PROXY
                && (family == AddressFamily.AF_IPv4 || family == AddressFamily.AF_IPv6);
        return named
                ? new ClientEnds(
                        new InetSocketAddress(InetAddress.ofLiteral(header.sourceAddress()), header.sourcePort()),
                        new InetSocketAddress(
                                InetAddress.ofLiteral(header.destinationAddress()), header.destinationPort()))
                : ClientEnds.of(reading.channel());
    }

    private void refuse(Refusal reason) {
        ChannelHandlerContext waiting = context;
        if (waiting != null) {
            context = null;
            loop.timers().cancel(tooLate);
            visitors.refuse(waiting.channel(), reason);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext gone) {
        refuse(Refusal.PROXY_HEADER);
        gone.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext failing, Throwable cause) {
        if (cause instanceof DecoderException) {
            refuse(Refusal.PROXY_HEADER);
        } else {
            failing.fireExceptionCaught(cause);
        }
    }
}
