package io.highgate.gateway.listen;

import io.highgate.gateway.exchange.Entrance;
import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.flow.ClientStream;
import io.highgate.gateway.flow.UpstreamStream;
import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.http.Reply;
import io.highgate.gateway.http.RequestHead;
import io.highgate.gateway.http.ResponseHead;
import io.highgate.gateway.tls.Ending;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import org.jspecify.annotations.Nullable;

/**
 * The answering side of an HTTP/1.1 connection: what the request path and the upstream say goes to
 * the client from here. Confined to one event loop.
 */
final class Http1Stream implements ClientStream {

    /** A body of this length is read and dropped to keep its connection. */
    private static final int MAX_SKIPPED = 64 * 1024;

    private final Http1Connection connection;
    private final ChannelHandlerContext context;
    private final Entrance entrance;
    private final Http1Responses responses;
    private final SlowReader slowReader;

    private @Nullable Exchange exchange;
    private boolean done;

    Http1Stream(Http1Connection connection, ChannelHandlerContext context, Entrance entrance, Parts parts) {
        this.connection = connection;
        this.context = context;
        this.entrance = entrance;
        this.responses = parts.responses();
        this.slowReader = parts.slowReader();
    }

    /** What it shares with its connection. */
    record Parts(Http1Responses responses, SlowReader slowReader) {}

    /** From now on the answer belongs to this exchange. */
    void begin(Exchange begun) {
        exchange = begun;
        done = false;
    }

    /** The answer's exchange is over: what still comes is for nobody. */
    void leave() {
        exchange = null;
    }

    /** Whether the answer is complete. */
    boolean isDone() {
        return done;
    }

    @Override
    public void joinBody(UpstreamStream upstream) {
        connection.input().sendBodyTo(upstream);
    }

    @Override
    public void resumeBody() {
        connection.input().resumeBody();
    }

    @Override
    public void inform(ResponseHead interim) {
        if (!responses.isStarted()) {
            responses.interim(context, interim);
            context.flush();
        }
    }

    @Override
    public void respond(ResponseHead response) {
        if (exchange != null) {
            exchange.status(response.status());
        }
        if (entrance.isDraining()) {
            responses.close();
        }
        responses.head(context, response);
    }

    @Override
    public void data(ByteBuf octets) {
        if (exchange == null || done) {
            octets.release();
        } else {
            exchange.addBytesOut(octets.readableBytes());
            responses.data(context, octets);
        }
    }

    @Override
    public void flush() {
        context.flush();
        if (!isWritable()) {
            slowReader.watch(entrance.timeouts().idle());
        }
    }

    @Override
    public void end(@Nullable Headers trailers) {
        responses.end(context, trailers);
        done = true;
        context.flush();
        connection.finishIfDone();
    }

    @Override
    public void answer(Reply reply, boolean last) {
        Exchange current = exchange;
        if (current == null) {
            return;
        }
        current.status(reply.status());
        current.addBytesOut(reply.body().length);
        boolean skip = !last && connection.input().awaitsBody() && isShort(current.request());
        if (last || connection.input().awaitsRequest() && !skip) {
            responses.close();
        }
        responses.answer(context, reply);
        done = true;
        context.flush();
        if (skip) {
            connection.input().sendBodyTo(Nowhere.INSTANCE);
        } else {
            connection.finishIfDone();
        }
    }

    /** A body that is short and surely under way costs less to read than a new connection. */
    private static boolean isShort(RequestHead request) {
        return request.bodyLength() > 0
                && request.bodyLength() <= MAX_SKIPPED
                && !request.headers().contains(HeaderName.EXPECT);
    }

    @Override
    public void breakOff() {
        Ending.breakOff(context.channel());
    }

    @Override
    public boolean isWritable() {
        return context.channel().isWritable();
    }

    /** The socket's buffers fill up or have room again. */
    void writabilityChanged() {
        if (!isWritable()) {
            return;
        }
        slowReader.writable();
        UpstreamStream upstream = exchange == null ? null : exchange.upstream();
        if (upstream != null) {
            upstream.resume();
        }
    }
}
