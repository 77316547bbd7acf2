package io.highgate.gateway.upstream;

import io.highgate.gateway.exchange.Failure;
import io.highgate.gateway.flow.Loop;
import io.highgate.gateway.tls.ClientTls;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.ReflectiveChannelFactory;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.resolver.NoopAddressResolverGroup;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Opens connections to endpoints, on the event loop of the exchange that needs one. Stateless. */
final class Connecting {

    private static final WriteBufferWaterMark WATER = new WriteBufferWaterMark(32 * 1024, 128 * 1024);

    private Connecting() {}

    /** Opens one; what is returned succeeds when it can be used, over TLS behind the handshake. */
    static ChannelFuture open(Loop loop, Upstream upstream, Endpoint endpoint, InetSocketAddress to) {
        ClientTls tls = upstream.tls();
        long began = loop.nanos();
        ChannelFuture connected = connect(loop, upstream, endpoint, to);
        return tls == null ? connected : new Securing(loop, upstream, endpoint, tls).behind(connected, began);
    }

    private static ChannelFuture connect(Loop loop, Upstream upstream, Endpoint endpoint, InetSocketAddress to) {
        ClientTls tls = upstream.tls();
        return new Bootstrap()
                .group(loop.executor())
                .channelFactory(() -> counted(upstream.transport().client(), endpoint))
                .resolver(NoopAddressResolverGroup.INSTANCE)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        Math.min(upstream.connectTimeout().toMillis(), Integer.MAX_VALUE))
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new UpstreamConnection(channel, endpoint, loop, tls));
                    }
                })
                .connect(to);
    }

    /** However it ends, even if the process has no socket to spare, the connection is counted out. */
    private static Channel counted(Class<? extends Channel> type, Endpoint endpoint) {
        try {
            Channel channel = new ReflectiveChannelFactory<>(type).newChannel();
            channel.closeFuture().addListener(done -> endpoint.disconnected());
            return channel;
        } catch (ChannelException e) {
            endpoint.disconnected();
            throw e;
        }
    }

    static UpstreamConnection connection(Channel channel) {
        return channel.pipeline().get(UpstreamConnection.class);
    }

    /** Why there is no connection that can be used. */
    static Failure failure(Endpoint endpoint, @Nullable Throwable cause) {
        return cause instanceof Securing.Distrust distrust
                ? ClientTls.failure(endpoint.toString(), distrust.getCause())
                : new Failure.ConnectFailed(endpoint.toString(), reason(cause));
    }

    /** Why a connection could not be opened, in a few words without addresses. */
    private static String reason(@Nullable Throwable cause) {
        if (cause instanceof ConnectTimeoutException) {
            return "the connection was not accepted in time";
        }
        String text = cause == null || cause.getMessage() == null ? "" : cause.getMessage();
        return text.contains("refused") ? "the connection was refused" : "the connection could not be opened";
    }
}
