package io.highgate.gateway.upstream;

import io.highgate.gateway.flow.Loop;
import io.highgate.gateway.tls.ClientTls;
import io.highgate.gateway.tls.Handshakes;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPromise;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a connection to an endpoint a secure one, in what is left of the time to connect. Confined to
 * one event loop.
 */
final class Securing {

    private static final Logger LOG = LoggerFactory.getLogger(Securing.class);

    private final Loop loop;
    private final Upstream upstream;
    private final Endpoint endpoint;
    private final ClientTls tls;

    Securing(Loop loop, Upstream upstream, Endpoint endpoint, ClientTls tls) {
        this.loop = loop;
        this.upstream = upstream;
        this.endpoint = endpoint;
        this.tls = tls;
    }

    /** The handshake did not come to a good end; its cause says why. */
    static final class Distrust extends IOException {

        private static final long serialVersionUID = 1L;

        Distrust(Throwable cause) {
            super("the handshake failed", cause);
        }
    }

    /** Succeeds behind the handshake, or fails with {@link Distrust}, or as the connection fails. */
    ChannelFuture behind(ChannelFuture connected, long began) {
        Channel channel = connected.channel();
        // The context must be there for as long as the connection, whatever becomes of its snapshot.
        tls.retain();
        channel.closeFuture().addListener(closed -> tls.release());
        ChannelPromise secured = channel.newPromise();
        connected.addListener(done -> {
            if (done.isSuccess()) {
                shakeHands(channel, began, secured);
            } else {
                secured.setFailure(done.cause());
            }
        });
        return secured;
    }

    private void shakeHands(Channel channel, long began, ChannelPromise secured) {
        Duration left = upstream.connectTimeout().minusNanos(loop.nanos() - began);
        SslHandler handler = tls.handler(
                channel.alloc(), endpoint.address().host(), endpoint.address().port());
        handler.setHandshakeTimeoutMillis(Math.max(1, left.toMillis()));
        handler.handshakeFuture().addListener(over -> over(over, channel, secured));
        channel.pipeline().addFirst(handler);
    }

    /** The place where {@code handler.applicationProtocol()} tells what was agreed on by ALPN. */
    private void over(Future<?> handshake, Channel channel, ChannelPromise secured) {
        if (handshake.isSuccess()) {
            secured.setSuccess();
        } else {
            LOG.debug(
                    "no secure connection to {}: {} ({})",
                    endpoint,
                    Handshakes.reason(handshake.cause()),
                    String.valueOf(handshake.cause()));
            channel.close();
            secured.setFailure(new Distrust(handshake.cause()));
        }
    }
}
