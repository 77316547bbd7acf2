package io.highgate.gateway.upstream;

import io.highgate.gateway.exchange.Failure;
import io.highgate.gateway.flow.Loop;
import io.highgate.gateway.flow.backlog.OutletHandler;
import io.highgate.gateway.flow.backlog.Side;
import io.highgate.gateway.tls.ClientTls;
import io.highgate.model.spec.UpstreamSpec.Protocol;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.ReflectiveChannelFactory;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.uring.HungUpReader;
import io.netty.handler.ssl.SslHandler;
import io.netty.resolver.NoopAddressResolverGroup;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Opens connections to endpoints, on the event loop of the exchange that needs one. Stateless. */
final class Connecting {

    private static final WriteBufferWaterMark WATER = new WriteBufferWaterMark(32 * 1024, 128 * 1024);

    private Connecting() {}

    /** Where a connection is handed, or the reason why there is none; on the event loop. */
    interface Result {

        /** It is open, and agreed what is spoken; nothing was sent or read yet. */
        void opened(Channel channel, boolean http2);

        void failed(Failure failure);
    }

    /** Opens one more connection, if the endpoint can be found and may have one more. */
    static void open(Loop loop, Upstream upstream, Endpoint endpoint, Result result) {
        InetSocketAddress to = endpoint.resolved();
        if (to == null) {
            result.failed(new Failure.NoEndpoint(upstream.name(), "the name of " + endpoint + " does not resolve"));
        } else if (!endpoint.mayConnect(upstream.spec().maxConnections())) {
            result.failed(new Failure.Overloaded("upstreams." + upstream.name() + ".maxConnections"));
        } else {
            ChannelFuture opening = secured(loop, upstream, endpoint, to);
            if (opening.isDone()) {
                connected(opening, upstream, endpoint, result);
            } else {
                opening.addListener(done -> connected(opening, upstream, endpoint, result));
            }
        }
    }

    private static void connected(ChannelFuture opening, Upstream upstream, Endpoint endpoint, Result result) {
        if (opening.isSuccess()) {
            result.opened(opening.channel(), speaksHttp2(opening.channel(), upstream));
        } else {
            result.failed(failure(endpoint, opening.cause()));
        }
    }

    /** What the handshake agreed on (ALPN); without one, what the configuration says. */
    private static boolean speaksHttp2(Channel channel, Upstream upstream) {
        SslHandler secure = channel.pipeline().get(SslHandler.class);
        return secure == null
                ? upstream.spec().protocol() == Protocol.HTTP2
                : "h2".equals(secure.applicationProtocol());
    }

    /** Succeeds when the connection can be used: over TLS behind the handshake. */
    private static ChannelFuture secured(Loop loop, Upstream upstream, Endpoint endpoint, InetSocketAddress to) {
        ClientTls tls = upstream.tls();
        long began = loop.nanos();
        ChannelFuture connected = connect(loop, upstream, endpoint, to);
        return tls == null ? connected : new Securing(loop, upstream, endpoint, tls).behind(connected, began);
    }

    private static ChannelFuture connect(Loop loop, Upstream upstream, Endpoint endpoint, InetSocketAddress to) {
        return new Bootstrap()
                .group(loop.executor())
                .channelFactory(() -> counted(loop, upstream.transport().client(), endpoint))
                .resolver(NoopAddressResolverGroup.INSTANCE)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.AUTO_CLOSE, false) // what was said before a write failed is still read
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        Math.min(upstream.connectTimeout().toMillis(), Integer.MAX_VALUE))
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        // TLS comes when the connection is there, HTTP when it is agreed what is spoken.
                        HungUpReader.watch(channel);
                        OutletHandler.watch(channel, loop.backlog(), Side.ENDPOINT);
                    }
                })
                .connect(to);
    }

    /** However it ends, even if the process has no socket to spare, the connection is counted out. */
    private static Channel counted(Loop loop, Class<? extends Channel> type, Endpoint endpoint) {
        try {
            Channel channel = new ReflectiveChannelFactory<>(type).newChannel();
            channel.closeFuture().addListener(done -> endpoint.disconnected());
            loop.opened(channel);
            return channel;
        } catch (ChannelException e) {
            endpoint.disconnected();
            throw e;
        }
    }

    /** Why there is no connection that can be used. */
    private static Failure failure(Endpoint endpoint, @Nullable Throwable cause) {
        return cause instanceof Securing.Distrust distrust
                ? ClientTls.failure(endpoint.toString(), distrust.getCause())
                : new Failure.ConnectFailed(endpoint.toString(), reason(cause), isRefused(cause));
    }

    /** Why a connection could not be opened, in a few words without addresses. */
    private static String reason(@Nullable Throwable cause) {
        if (cause instanceof ConnectTimeoutException) {
            return "the connection was not accepted in time";
        }
        return isRefused(cause) ? "the connection was refused" : "the connection could not be opened";
    }

    /** Nobody listens there: the one reason why a connection fails that says so without doubt. */
    private static boolean isRefused(@Nullable Throwable cause) {
        return cause != null && cause.getMessage() != null && cause.getMessage().contains("refused");
    }
}
