package io.highgate.gateway.listen;

import io.highgate.gateway.flow.Loop;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.DecoratingHttp2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2LifecycleManager;
import org.jspecify.annotations.Nullable;

/**
 * Bounds what a client can make us write: answers to PING and SETTINGS that it does not read, and
 * resets of streams that it breaks on purpose (CVE-2025-55163, "MadeYouReset"). Confined to one
 * event loop.
 */
final class Http2Guard extends DecoratingHttp2ConnectionEncoder {

    /** Answers to PING and SETTINGS, and resets, that may wait for a client that does not read. */
    private static final int MAX_WAITING = 1_000;

    /** Resets that a client may cause in one span of time. */
    private static final int MAX_RESETS = 200;

    private final Http2Budget resets;
    private final ChannelFutureListener written = done -> this.waiting--;
    private @Nullable Http2LifecycleManager manager;
    private int waiting;

    Http2Guard(Http2ConnectionEncoder encoder, Loop loop) {
        super(encoder);
        this.resets = new Http2Budget(loop, MAX_RESETS);
    }

    @Override
    public void lifecycleManager(Http2LifecycleManager newManager) {
        manager = newManager;
        super.lifecycleManager(newManager);
    }

    @Override
    public ChannelFuture writeSettingsAck(ChannelHandlerContext context, ChannelPromise promise) {
        return super.writeSettingsAck(context, counted(context, promise));
    }

    @Override
    public ChannelFuture writePing(ChannelHandlerContext context, boolean ack, long data, ChannelPromise promise) {
        return super.writePing(context, ack, data, ack ? counted(context, promise) : promise);
    }

    /** A reset that the client caused; those we want ourselves do not come this way. */
    @Override
    public ChannelFuture writeRstStream(ChannelHandlerContext context, int id, long code, ChannelPromise promise) {
        ChannelFuture future = super.writeRstStream(context, id, code, counted(context, promise));
        if (resets.isSpent()) {
            stop(context, "too many streams had to be reset");
        }
        return future;
    }

    private ChannelPromise counted(ChannelHandlerContext context, ChannelPromise promise) {
        if (waiting == MAX_WAITING) {
            context.flush();
        }
        if (waiting == MAX_WAITING) {
            stop(context, "too many control frames wait to be read");
        }
        waiting++;
        return promise.unvoid().addListener(written);
    }

    private void stop(ChannelHandlerContext context, String reason) {
        if (manager != null) {
            manager.onError(context, true, Http2Exception.connectionError(Http2Error.ENHANCE_YOUR_CALM, "%s", reason));
        }
        context.channel().close();
    }
}
