package io.highgate.gateway.listen;

import io.highgate.gateway.exchange.Entrance;
import io.highgate.gateway.exchange.Peer;
import io.highgate.gateway.flow.Loop;
import io.highgate.gateway.flow.backlog.Cut;
import io.highgate.gateway.http.RequestHead;
import io.highgate.gateway.route.RouteMatch;
import io.highgate.gateway.tls.Ending;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http2.Http2Connection.PropertyKey;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * A client's HTTP/2 connection (RFC 9113). Netty's codec keeps the protocol's state; this is its
 * life: when it waits, and how it ends without losing a request. Confined to one event loop.
 *
 * <pre>
 * OPEN -drain-> LAST_CALL (GOAWAY without a bound, then a PING)
 *      -its answer-> LEAVING (GOAWAY with the last stream) -last stream ends-> our side closed -> closed
 * </pre>
 */
final class Http2Connection extends Http2ConnectionHandler implements ClientConnection {

    /** Octets of request bodies that one connection may have on their way through us. */
    static final int WINDOW = 256 * 1024;

    /** What the PING behind the first GOAWAY holds: its answer tells that the client has seen both. */
    private static final long LAST_CALL = 0x4869676867617465L;

    /** More are left to the garbage collector: a connection that idles should be small. */
    private static final int KEPT_MATCHES = 16;

    private enum Stage {
        OPEN,
        LAST_CALL,
        LEAVING,
        ENDED
    }

    private final Listener listener;
    private final Entrance entrance;
    private final Loop loop;
    private final Http2Held held = new Http2Held();
    private final Peer peer;
    private final Http2Responses responses;
    private final Http2Patience patience;
    private final Http2Frames frames;
    private final PropertyKey ours;
    private final ArrayDeque<RouteMatch> matches = new ArrayDeque<>();
    private final Runnable flush = this::flushNow;
    private @Nullable ChannelHandlerContext context;
    private Stage stage = Stage.OPEN;
    private boolean flushing;
    private int served;

    Http2Connection(
            Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings settings, Http2Setup setup) {
        super(decoder, encoder, settings);
        this.listener = setup.listener();
        this.entrance = setup.entrance();
        this.loop = setup.loop();
        this.peer = setup.peer();
        this.responses = new Http2Responses(loop);
        this.patience = new Http2Patience(this, loop);
        this.frames = new Http2Frames(this);
        this.ours = connection().newKey();
    }

    Entrance entrance() {
        return entrance;
    }

    Loop loop() {
        return loop;
    }

    Peer peer() {
        return peer;
    }

    Http2Responses responses() {
        return responses;
    }

    /** Space for one search through the routes; used again, because it is large. */
    RouteMatch takeMatch() {
        RouteMatch match = matches.pollLast();
        return match == null ? new RouteMatch() : match;
    }

    void giveMatch(RouteMatch match) {
        if (matches.size() < KEPT_MATCHES) {
            matches.addLast(match);
        }
    }

    Http2Frames frames() {
        return frames;
    }

    /** Where the codec's streams keep ours. */
    PropertyKey ours() {
        return ours;
    }

    ChannelHandlerContext context() {
        if (context == null) {
            throw new IllegalStateException("the connection is not set up yet");
        }
        return context;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) throws Exception {
        context = added;
        super.handlerAdded(added);
        held.watch(added.channel());
        listener.opened(this, loop);
        patience.forNextRequest(entrance.timeouts().headerRead());
        int more = WINDOW - connection().local().flowController().initialWindowSize();
        decoder().flowController().incrementWindowSize(connection().connectionStream(), more);
        flushSoon();
    }

    /** A request begins. */
    void begins() {
        if (stage == Stage.OPEN) {
            patience.none();
        }
        served++;
        if (entrance.isDraining() || served >= entrance.limits().requestsPerConnection()) {
            drain();
        }
    }

    /** The request that asked to go on in HTTP/2; its stream is there already. */
    void begin(RequestHead upgraded) {
        begins();
        Http2Stream first = connection().stream(1);
        Http2ClientStream.open(this, first).beginUpgraded(upgraded);
    }

    /** A stream has ended, by whomever. */
    void streamEnded() {
        if (connection().numActiveStreams() > 0) {
            return;
        }
        switch (stage) {
            case OPEN -> patience.forNextRequest(entrance.timeouts().keepAlive());
            case LAST_CALL, ENDED -> {}
            case LEAVING -> end();
        }
    }

    /** What waits here beside the socket's queue. */
    Http2Held held() {
        return held;
    }

    /** What waits to be written goes out when this turn of the loop ends, with what else comes till then. */
    void flushSoon() {
        if (!flushing) {
            flushing = true;
            loop.execute(flush);
        }
    }

    private void flushNow() {
        flushing = false;
        ChannelHandlerContext to = context();
        if (!to.isRemoved()) {
            flush(to);
        }
    }

    // ---- how it ends ----

    /**
     * Says that no further request will be served. The first GOAWAY names no last stream, for
     * requests may be on their way (RFC 9113 section 6.8); when the client has seen it, the second
     * does.
     */
    @Override
    public void drain() {
        if (stage != Stage.OPEN) {
            return;
        }
        stage = Stage.LAST_CALL;
        ChannelHandlerContext to = context();
        goAway(to, Integer.MAX_VALUE, Http2Error.NO_ERROR.code(), Unpooled.EMPTY_BUFFER, to.newPromise());
        encoder().writePing(to, false, LAST_CALL, to.newPromise());
        patience.forLastCall();
        flushSoon();
    }

    @Override
    public void goAway() {
        frames.goAway();
    }

    /** A PING of ours is answered. */
    void pinged(long data) {
        if (data == LAST_CALL && stage == Stage.LAST_CALL) {
            leave();
        }
    }

    private void leave() {
        stage = Stage.LEAVING;
        patience.none();
        ChannelHandlerContext to = context();
        int last = connection().remote().lastStreamCreated();
        goAway(to, last, Http2Error.NO_ERROR.code(), Unpooled.EMPTY_BUFFER, to.newPromise());
        flushSoon();
        if (connection().numActiveStreams() == 0) {
            end();
        }
    }

    /** Closes behind what was written; a socket closed with unread input would reset it away. */
    private void end() {
        stage = Stage.ENDED;
        ChannelHandlerContext to = context();
        flush(to);
        to.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> {
            if (to.channel() instanceof DuplexChannel channel && channel.isActive()) {
                Ending.endOutput(channel);
                patience.untilClose();
            } else {
                to.channel().close();
            }
        });
    }

    void waitedTooLong(Http2Patience.For what) {
        switch (what) {
            case NEXT_REQUEST -> drain();
            case LAST_CALL -> leave();
            case CLOSE -> context().channel().close();
        }
    }

    @Override
    protected void onStreamError(
            ChannelHandlerContext to, boolean outbound, Throwable cause, Http2Exception.StreamException error) {
        Http2ClientStream ours = Http2ClientStream.of(this, connection().stream(error.streamId()));
        if (ours != null && !outbound) {
            ours.broken(String.valueOf(error.getMessage()));
        }
        super.onStreamError(to, outbound, cause, error);
    }

    @Override
    protected void handleServerHeaderDecodeSizeError(ChannelHandlerContext to, Http2Stream stream) {
        Http2ClientStream ours = Http2ClientStream.of(this, stream);
        (ours == null ? Http2ClientStream.open(this, stream) : ours).refuseTooLarge();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext from) throws Exception {
        frames.receivedAll();
        super.channelReadComplete(from);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext from, Object event) throws Exception {
        if (event instanceof ChannelInputShutdownEvent) {
            from.channel().close(); // HTTP/2 knows no half-closed connections: the client is gone
        } else if (event instanceof Cut) {
            frames.cut();
        } else {
            super.userEventTriggered(from, event);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext from) throws Exception {
        patience.none();
        stage = Stage.ENDED;
        listener.closed(this, loop);
        super.channelInactive(from);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext from, Throwable cause) throws Exception {
        if (cause instanceof Http2Exception) {
            super.exceptionCaught(from, cause);
        } else {
            listener.broken(cause);
            from.channel().close();
        }
    }
}
