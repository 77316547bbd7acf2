package io.highgate.gateway.upstream;

import io.highgate.base.time.Timeout;
import io.highgate.gateway.flow.BodyReader;
import io.highgate.gateway.flow.Loop;
import io.highgate.gateway.flow.ReadResult;
import io.highgate.gateway.flow.ResponseReader;
import io.highgate.gateway.http.ConnectionField;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.http.Method;
import io.highgate.gateway.http.ResponseHead;
import io.highgate.gateway.tls.ClientTls;
import io.highgate.gateway.tls.Handshakes;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to an endpoint: idle in its pool, or serving one attempt. Confined to one event loop.
 *
 * <pre>
 * IDLE -serve-> HEAD -> BODY -> IDLE ...     closed on anything unexpected
 * </pre>
 */
final class UpstreamConnection extends ChannelInboundHandlerAdapter implements BodyReader.Sink {

    private static final Logger LOG = LoggerFactory.getLogger(UpstreamConnection.class);

    private final Channel channel;
    private final Endpoint endpoint;
    private final Loop loop;
    private final @Nullable ClientTls tls;
    private final BodyReader body = new BodyReader();
    private final ResponseReader reader = new ResponseReader(new ResponseHead(Headers.empty()));
    private final OldAge oldAge = new OldAge();

    private @Nullable Attempt attempt;
    private @Nullable ResponseHead head;
    private boolean inBody;
    private boolean reusable;
    private boolean used;
    private boolean saidEnd;

    /** With null for the TLS of a cleartext connection. */
    UpstreamConnection(Channel channel, Endpoint endpoint, Loop loop, @Nullable ClientTls tls) {
        this.tls = tls;
        this.channel = channel;
        this.endpoint = endpoint;
        this.loop = loop;
    }

    /** Closes a connection that was idle for too long, before the endpoint does. */
    private final class OldAge extends Timeout {
        @Override
        protected void fire() {
            endpoint.pool(loop).remove(UpstreamConnection.this);
            close();
        }
    }

    /** How it is encrypted, or null. */
    @Nullable
    ClientTls tls() {
        return tls;
    }

    Channel channel() {
        return channel;
    }

    boolean isOpen() {
        return channel.isActive();
    }

    /** Whether it has served an attempt before: then the endpoint may have closed it just now. */
    boolean wasUsed() {
        return used;
    }

    void serve(Attempt newAttempt, ResponseHead into, Method method) {
        loop.timers().cancel(oldAge);
        attempt = newAttempt;
        head = into;
        inBody = false;
        reader.reset(into, method);
    }

    /** Whether octets of an answer to the attempt have come in. */
    boolean hasHeard() {
        return inBody || reader.hasBegun();
    }

    /** Leaves the attempt: back to the pool if both sides are at a clean end, else closed. */
    void leave(boolean clean, Duration keepAlive) {
        attempt = null;
        head = null;
        used = true;
        if (clean && reusable && isOpen() && endpoint.pool(loop).put(this)) {
            loop.timers().arm(oldAge, keepAlive.toNanos());
            read(true);
        } else {
            close();
        }
    }

    void close() {
        attempt = null;
        loop.timers().cancel(oldAge);
        channel.close();
    }

    void read(boolean on) {
        if (channel.config().isAutoRead() != on) {
            channel.config().setAutoRead(on);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            Attempt serving = attempt;
            while (serving != null && in.isReadable()) {
                if (inBody) {
                    readBody(in, serving);
                } else {
                    readHead(in, serving);
                }
                serving = attempt;
            }
            if (in.isReadable()) {
                // Nobody asked for this: whatever it is, it must not become the next answer.
                endpoint.pool(loop).remove(this);
                close();
            }
        } finally {
            in.release();
        }
    }

    private void readHead(ByteBuf in, Attempt serving) {
        ReadResult result = reader.read(in);
        ResponseHead response = head;
        if (result == ReadResult.MALFORMED) {
            serving.malformed(reader.malformed().reason());
        } else if (result == ReadResult.DONE && response != null) {
            if (response.status() == 101) {
                serving.malformed("the protocol was switched without being asked");
            } else if (response.status() < 200) {
                ConnectionField.removeHopByHop(response.headers());
                serving.informed(response);
                response.headers().clear();
                reader.reset(response, serving.method());
            } else {
                answered(in, serving, response);
            }
        }
    }

    private void answered(ByteBuf in, Attempt serving, ResponseHead response) {
        inBody = true;
        long length = response.bodyLength();
        reusable = length != ResponseHead.UNTIL_CLOSE
                && ConnectionField.keepsAlive(response.headers(), response.isHttp10());
        body.reset(length);
        serving.answered();
        if (length == 0 && attempt == serving) {
            ended(in, serving);
        }
    }

    private void readBody(ByteBuf in, Attempt serving) {
        ReadResult result = body.read(in, this);
        if (attempt != serving) {
            return;
        }
        if (result == ReadResult.MALFORMED) {
            serving.malformed(body.malformed().reason());
        } else if (result == ReadResult.DONE) {
            ended(in, serving);
        }
    }

    private void ended(ByteBuf in, Attempt serving) {
        if (in.isReadable()) {
            reusable = false;
            in.skipBytes(in.readableBytes());
        }
        serving.ended(body.trailers());
    }

    @Override
    public void part(ByteBuf octets) {
        Attempt serving = attempt;
        if (serving == null) {
            octets.release();
        } else {
            serving.received(octets);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (attempt != null) {
            attempt.receivedAll();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (attempt != null && channel.isWritable()) {
            attempt.writable();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        loop.timers().cancel(oldAge);
        Attempt serving = attempt;
        if (serving == null) {
            endpoint.pool(loop).remove(this);
            return;
        }
        ResponseHead response = head;
        reusable = false;
        boolean complete = tls == null || saidEnd;
        if (inBody && complete && response != null && response.bodyLength() == ResponseHead.UNTIL_CLOSE) {
            serving.ended(null);
        } else {
            serving.closed();
        }
    }

    /** Over TLS only close_notify ends a body until close; without it someone may have cut it (RFC 9112 section 9.8). */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslCloseCompletionEvent end && end.isSuccess()) {
            saidEnd = true;
            channel.close();
        }
    }

    /** A reset by the endpoint is nothing to report here: {@link #channelInactive} follows. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        Attempt serving = attempt;
        if (Handshakes.isOfTls(cause)) {
            LOG.debug("TLS with {} failed: {}", endpoint, cause.toString());
            if (serving != null && !inBody) {
                serving.distrusted(cause);
            }
        } else if (!(cause instanceof IOException)) {
            LOG.error("a connection to {} met a defect", endpoint, cause);
        }
        reset();
    }

    /** The connection ended without a proper end: a body until close is then cut off, not complete. */
    private void reset() {
        Attempt serving = attempt;
        if (serving != null) {
            reusable = false;
            serving.closed();
        }
        close();
    }
}
