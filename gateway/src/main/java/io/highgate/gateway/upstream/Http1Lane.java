package io.highgate.gateway.upstream;

import io.highgate.base.time.Timeout;
import io.highgate.gateway.exchange.Failure;
import io.highgate.gateway.flow.Loop;
import io.highgate.gateway.flow.backlog.Cut;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.http.RequestHead;
import io.highgate.gateway.tls.ClientTls;
import io.highgate.gateway.tls.Ending;
import io.highgate.gateway.tls.Handshakes;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelOutputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection of HTTP/1.1 to an endpoint: idle in its pool, or the lane of one attempt. Closed on
 * anything unexpected. Confined to one event loop.
 */
final class Http1Lane extends ChannelInboundHandlerAdapter implements Lane {

    private static final Logger LOG = LoggerFactory.getLogger(Http1Lane.class);

    private final Channel channel;
    private final Endpoint endpoint;
    private final Loop loop;
    private final @Nullable ClientTls tls;
    private final Http1Answer answer = new Http1Answer();
    private final OldAge oldAge = new OldAge();

    private boolean used;
    private boolean chunked;
    private boolean switched;
    private boolean deaf;
    private boolean broken;
    private boolean finished;
    private boolean saidEnd;

    private Http1Lane(Channel channel, Endpoint endpoint, Loop loop, @Nullable ClientTls tls) {
        this.tls = tls;
        this.channel = channel;
        this.endpoint = endpoint;
        this.loop = loop;
    }

    /** The lane of a new connection; with null for the TLS of a cleartext one. */
    static Http1Lane on(Channel channel, Endpoint endpoint, Loop loop, @Nullable ClientTls tls) {
        Http1Lane lane = new Http1Lane(channel, endpoint, loop, tls);
        channel.pipeline().addLast(lane);
        return lane;
    }

    /** Closes a connection that was idle for too long, before the endpoint does. */
    private final class OldAge extends Timeout {
        @Override
        protected void fire() {
            endpoint.pool(loop).remove(Http1Lane.this);
            close();
        }
    }

    /** How it is encrypted, or null. */
    @Nullable
    ClientTls tls() {
        return tls;
    }

    boolean isOpen() {
        return channel.isActive();
    }

    @Override
    public boolean wasUsed() {
        return used;
    }

    /** HTTP/1.1 has no words for it. */
    @Override
    public boolean mayTurnAway() {
        return false;
    }

    @Override
    public boolean hasHeard() {
        return answer.hasHeard();
    }

    // ---- the request ----

    @Override
    public void begin(Attempt attempt) {
        loop.timers().cancel(oldAge);
        answer.begin(attempt);
        switched = false;
        chunked = attempt.exchange().request().bodyLength() == RequestHead.CHUNKED;
        channel.write(Http1Requests.head(attempt), channel.voidPromise());
    }

    @Override
    public void data(ByteBuf octets) {
        if (deaf) {
            octets.release();
        } else {
            Http1Requests.data(channel, octets, chunked);
        }
    }

    @Override
    public void end(@Nullable Headers trailers) {
        if (chunked && !deaf) {
            Http1Requests.end(channel, trailers);
        } else if (switched && !deaf) {
            endOutput();
        }
    }

    /** Netty drops what waits to be written when output is shut down: an empty last write tells when all is out. */
    private void endOutput() {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> {
            if (channel instanceof DuplexChannel both && channel.isActive()) {
                finished = true;
                Ending.endOutput(both);
            }
        });
    }

    @Override
    public void goOn() {
        switched = true;
    }

    @Override
    public void flush() {
        channel.flush();
    }

    @Override
    public boolean isWritable() {
        return !deaf && channel.isWritable();
    }

    @Override
    public void read(boolean on) {
        if (channel.config().isAutoRead() != on) {
            channel.config().setAutoRead(on);
        }
    }

    /** Back to the pool if both sides are at a clean end, else closed. */
    @Override
    public void leave(boolean clean) {
        Attempt left = answer.attempt();
        answer.leave();
        used = true;
        if (clean && left != null) {
            rest(Math.min(left.upstream().spec().keepAlive().toNanos(), answer.keepAlive()));
        } else {
            close();
        }
    }

    /** Lies in the pool for so many nanoseconds, or until an attempt takes it. */
    void rest(long keepAlive) {
        if (keepAlive > 0 && isOpen() && endpoint.pool(loop).put(this)) {
            loop.timers().arm(oldAge, keepAlive);
            read(true);
        } else {
            close();
        }
    }

    void close() {
        answer.leave();
        loop.timers().cancel(oldAge);
        channel.close();
    }

    // ---- the answer ----

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            answer.read(in);
            if (in.isReadable()) {
                // Nobody asked for this: whatever it is, it must not become the next answer.
                endpoint.pool(loop).remove(this);
                close();
            }
        } finally {
            in.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        Attempt serving = answer.attempt();
        if (serving != null) {
            serving.receivedAll();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        Attempt serving = answer.attempt();
        if (serving != null && isWritable()) {
            serving.writable();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        loop.timers().cancel(oldAge);
        Attempt serving = answer.attempt();
        if (serving == null) {
            endpoint.pool(loop).remove(this);
            return;
        }
        answer.spoil();
        if (answer.endsWithConnection() && !broken && (tls == null || saidEnd)) {
            serving.ended(null);
        } else {
            serving.closed();
        }
    }

    /**
     * Writing failed and Netty has shut the sending side; an answer that the endpoint gave before it
     * closed, 413 for instance, may still wait to be read (RFC 9112 section 9.5).
     */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslCloseCompletionEvent end && end.isSuccess()) {
            // Only this ends a body until close; without it someone may have cut it (RFC 9112 section 9.8).
            saidEnd = true;
            channel.close();
        }
        if (event instanceof Cut && answer.attempt() != null) {
            answer.attempt().unreachable(new Failure.Overloaded("limits.buffers"));
        }
        if (finished || !(event instanceof ChannelOutputShutdownEvent)) {
            return;
        }
        deaf = true;
        Attempt serving = answer.attempt();
        if (serving == null) {
            endpoint.pool(loop).remove(this);
            close();
        } else {
            answer.spoil();
            read(true);
            serving.notHeard();
        }
    }

    /**
     * A reset by the endpoint is nothing to report here, {@link #channelInactive} follows; but a
     * body until close is then cut off, not complete.
     */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        broken = true;
        if (Handshakes.isOfTls(cause)) {
            LOG.debug("TLS with {} failed: {}", endpoint, cause.toString());
            Attempt serving = answer.attempt();
            if (serving != null && !serving.isAnswered()) {
                serving.distrusted(cause);
            }
            close();
        } else if (!(cause instanceof IOException)) {
            LOG.error("a connection to {} met a defect", endpoint, cause);
            Attempt serving = answer.attempt();
            if (serving != null) {
                serving.cutOff(Failure.Sent.MAYBE);
            }
            close();
        }
    }
}
