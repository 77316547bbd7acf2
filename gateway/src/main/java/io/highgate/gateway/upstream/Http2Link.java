package io.highgate.gateway.upstream;

import io.highgate.gateway.flow.backlog.Cut;
import io.highgate.gateway.tls.ClientTls;
import io.highgate.gateway.tls.Handshakes;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelOutputShutdownEvent;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Settings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An HTTP/2 connection to an endpoint, with a lane for each request under way. Confined to one event
 * loop.
 *
 * <pre>
 * OPENING -SETTINGS-> OPEN -GOAWAY, old age-> RETIRED -last stream-> closed
 * </pre>
 */
final class Http2Link extends Http2ConnectionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Http2Link.class);

    private enum Phase {
        OPENING,
        OPEN,
        RETIRED
    }

    private final Http2Links home;
    private final int maxStreams;
    private final Http2Watch watch;
    private final List<Http2Lane> touched = new ArrayList<>();
    private final Runnable flush = this::flushNow;

    private @Nullable ChannelHandlerContext context;
    private @Nullable Http2Streams streams;
    private @Nullable Throwable distrust;
    private Phase phase = Phase.OPENING;
    private boolean used;
    private boolean full;
    private boolean flushing;

    Http2Link(
            Http2LinkBuilder with, Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings own) {
        super(decoder, encoder, own, true);
        this.home = with.home();
        this.maxStreams = with.upstream().spec().maxStreams();
        this.watch = new Http2Watch(this, home.loop(), with.upstream());
        Http2Frames frames = new Http2Frames(this, home.loop());
        decoder.frameListener(frames);
        connection().addListener(frames);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext to) throws Exception {
        context = to;
        streams = new Http2Streams(this, to);
        watch.opening();
        super.handlerAdded(to);
    }

    Http2Streams streams() {
        return added(streams);
    }

    private ChannelHandlerContext context() {
        return added(context);
    }

    private static <T> T added(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("the link has no connection yet");
        }
        return part;
    }

    // ---- room ----

    /** Whether one more request may be sent. */
    boolean hasRoom() {
        return room() > 0;
    }

    /** How many more requests may be sent now. */
    int room() {
        boolean open = phase == Phase.OPEN && !full;
        return open ? Math.min(maxStreams, streams().allowed()) - active() : 0;
    }

    private int active() {
        return streams().active();
    }

    /** Gives the attempt a lane; there is room. */
    void serve(Attempt attempt) {
        Http2Lane lane = new Http2Lane(this, used);
        used = true;
        watch.busy();
        attempt.serve(lane);
    }

    // ---- what lanes ask for ----

    /** Once for all that is done in one turn of the loop. */
    void flushSoon() {
        if (!flushing) {
            flushing = true;
            home.loop().execute(flush);
        }
    }

    private void flushNow() {
        flushing = false;
        flush(context());
    }

    /** Asks for a sign of life. */
    void ping() {
        streams().ping();
        flushSoon();
    }

    /** An answer is complete: the endpoint is at work. */
    void answered() {
        full = false;
    }

    // ---- what the endpoint does ----

    void settled() {
        if (phase == Phase.OPENING) {
            phase = Phase.OPEN;
            watch.idle();
            home.ready(this);
        } else {
            home.freed();
        }
    }

    /** A request was turned away: no more of them before another one is answered. */
    void turnedAway() {
        full = true;
    }

    void touched(Http2Lane lane) {
        if (lane.touch()) {
            touched.add(lane);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext from) throws Exception {
        watch.heard();
        for (int i = 0; i < touched.size(); i++) {
            touched.get(i).receivedAll();
        }
        touched.clear();
        super.channelReadComplete(from);
    }

    /** A stream is over. */
    void left() {
        if (active() > 0) {
            home.freed();
        } else if (phase == Phase.RETIRED || full || home.isClosed()) {
            closePolitely();
        } else {
            watch.idle();
            home.freed();
        }
    }

    // ---- how it ends ----

    /** Takes no more requests; closes when those under way are answered. */
    void retire() {
        if (phase == Phase.OPEN) {
            phase = Phase.RETIRED;
            home.forget(this);
            if (active() == 0) {
                closePolitely();
            }
        }
    }

    private void closePolitely() {
        phase = Phase.RETIRED;
        home.forget(this);
        if (!context().channel().isActive()) {
            return;
        }
        watch.lastWords();
        goAway(
                        context(),
                        0,
                        Http2Error.NO_ERROR.code(),
                        Unpooled.EMPTY_BUFFER,
                        context().newPromise())
                .addListener(ChannelFutureListener.CLOSE);
        context().flush();
    }

    /** Closes at once; what is under way fails. */
    void close() {
        context().channel().close();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext from, Object event) throws Exception {
        if (event instanceof Cut) {
            streams().lanes().forEach(Http2Lane::cut);
        }
        if (event instanceof ChannelOutputShutdownEvent && phase != Phase.OPENING) {
            retire();
            watch.lastWords();
        }
        super.userEventTriggered(from, event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext from) throws Exception {
        boolean opened = phase != Phase.OPENING;
        phase = Phase.RETIRED;
        watch.stop();
        home.forget(this);
        super.channelInactive(from);
        if (!opened && distrust != null) {
            home.notOpened(ClientTls.failure(home.endpoint().toString(), distrust));
        } else if (!opened) {
            home.lost("the connection ended before it spoke HTTP/2");
        }
    }

    @Override
    protected void onStreamError(
            ChannelHandlerContext from, boolean outbound, Throwable cause, Http2Exception.StreamException error) {
        Http2Lane lane = streams().lane(error.streamId());
        if (lane != null) {
            lane.malformed("it breaks the rules of HTTP/2: " + error.error());
        }
        super.onStreamError(from, outbound, cause, error);
    }

    @Override
    protected void onConnectionError(
            ChannelHandlerContext from, boolean outbound, Throwable cause, @Nullable Http2Exception error) {
        if (error == null && !(cause instanceof IOException)) {
            LOG.error("a connection to {} met a defect", home.endpoint(), cause);
        } else {
            LOG.debug("a connection to {} is given up", home.endpoint(), cause);
        }
        if (phase == Phase.OPEN) {
            phase = Phase.RETIRED;
            home.forget(this);
        }
        for (Http2Lane lane : streams().lanes()) {
            lane.malformed("it breaks the rules of HTTP/2: " + (error == null ? "unknown" : error.error()));
        }
        watch.lastWords();
        super.onConnectionError(from, outbound, cause, error);
    }

    /** A reset is nothing to report here: {@link #channelInactive} follows. */
    @Override
    public void exceptionCaught(ChannelHandlerContext from, Throwable cause) throws Exception {
        if (Handshakes.isOfTls(cause)) {
            distrust = cause;
            close();
        } else if (!(cause instanceof IOException)) {
            onError(from, false, cause);
        }
    }
}
