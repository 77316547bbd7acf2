package io.highgate.gateway.listen;

import io.highgate.base.time.Timeout;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.http.Reply;
import io.highgate.gateway.http.ResponseHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one HTTP/2 request on its way to the client. The head and the newest octets are
 * held back until it is known whether they are the last: so most answers take two frames. Confined
 * to one event loop.
 */
final class Http2Answer extends Timeout {

    /** How long the rest of a request is dropped before it is refused. */
    private static final long PATIENCE = Duration.ofMillis(500).toNanos();

    private final Http2Connection connection;
    private final Http2Stream stream;
    private final Http2ClientStream owner;

    private final Refusal refusal = new Refusal();

    private @Nullable ResponseHead pending;
    private @Nullable ByteBuf held;
    private boolean toHead;
    private boolean started;
    private boolean ended;
    private int window;

    Http2Answer(Http2Connection connection, Http2Stream stream, Http2ClientStream owner) {
        this.connection = connection;
        this.stream = stream;
        this.owner = owner;
    }

    void begin(boolean answersHead) {
        toHead = answersHead;
    }

    /** Whether a final response has begun. */
    boolean isStarted() {
        return started;
    }

    void inform(ResponseHead interim) {
        if (!started) {
            writeHead(Http2Responses.interim(interim), false);
            connection.flushSoon();
        }
    }

    void head(ResponseHead head) {
        started = true;
        pending = head;
    }

    void data(ByteBuf octets) {
        if (!octets.isReadable()) {
            octets.release();
            return;
        }
        writePending(false);
        writeHeld(false);
        held = octets;
    }

    void flush() {
        writePending(false);
        writeHeld(false);
        awaitReader();
        connection.flushSoon();
    }

    void end(@Nullable Headers trailers) {
        ended = true;
        ChannelFuture last;
        if (trailers != null && trailers.size() > 0) {
            writePending(false);
            writeHeld(false);
            last = writeHead(Http2Responses.trailers(trailers), true);
        } else if (held != null) {
            writePending(false);
            last = writeHeld(true);
        } else if (pending != null) {
            last = writePending(true);
        } else {
            last = writeData(Unpooled.EMPTY_BUFFER, true);
        }
        endRequest(last, Http2Error.NO_ERROR);
    }

    /** A response of the gateway's own, whole; the request was malformed if the error says so. */
    void whole(Reply reply, Http2Error error) {
        started = true;
        ended = true;
        boolean empty = toHead || reply.body().length == 0;
        boolean reset = error != Http2Error.NO_ERROR;
        ChannelFuture last = writeHead(connection.responses().head(reply), empty && !reset);
        if (!empty) {
            last = writeData(Unpooled.wrappedBuffer(reply.body()), !reset);
        }
        endRequest(last, error);
    }

    /** Behind a whole answer, what is left of the request is refused (RFC 9113 section 8.1). */
    private void endRequest(@Nullable ChannelFuture last, Http2Error error) {
        awaitReader();
        connection.flushSoon();
        boolean requestEnded =
                stream.state() == Http2Stream.State.HALF_CLOSED_REMOTE || stream.state() == Http2Stream.State.CLOSED;
        if (last != null && error != Http2Error.NO_ERROR) {
            // Through the encoder: resets that a client causes are counted.
            last.addListener(written -> connection
                    .encoder()
                    .writeRstStream(
                            connection.context(),
                            stream.id(),
                            error.code(),
                            connection.context().newPromise()));
        } else if (last != null && !requestEnded) {
            last.addListener(written -> connection.loop().timers().arm(refusal, PATIENCE));
        }
    }

    /** Some clients lose an answer when a reset comes close behind it, so they get a moment to read it. */
    private final class Refusal extends Timeout {
        @Override
        protected void fire() {
            if (stream.state() != Http2Stream.State.CLOSED) {
                reset(Http2Error.NO_ERROR);
            }
        }
    }

    void reset(Http2Error error) {
        dropHeld();
        pending = null;
        ended = true;
        ChannelHandlerContext to = connection.context();
        connection.resetStream(to, stream.id(), error.code(), to.newPromise());
        connection.flushSoon();
    }

    /** Whether the client takes more of this answer. */
    boolean isWritable() {
        return connection.encoder().flowController().isWritable(stream);
    }

    boolean writabilityChanged() {
        boolean writable = isWritable();
        if (writable && !ended) {
            connection.loop().timers().cancel(this);
        }
        return writable;
    }

    void closed() {
        connection.loop().timers().cancel(this);
        connection.loop().timers().cancel(refusal);
        pending = null;
        dropHeld();
    }

    private void dropHeld() {
        if (held != null) {
            held.release();
            held = null;
        }
    }

    private @Nullable ChannelFuture writePending(boolean last) {
        ResponseHead head = pending;
        pending = null;
        return head == null ? null : writeHead(connection.responses().head(head, toHead), last);
    }

    private @Nullable ChannelFuture writeHeld(boolean last) {
        ByteBuf octets = held;
        held = null;
        return octets == null ? null : writeData(octets, last);
    }

    private ChannelFuture writeHead(Http2Headers head, boolean last) {
        ChannelHandlerContext to = connection.context();
        return connection.encoder().writeHeaders(to, stream.id(), head, 0, last, to.newPromise());
    }

    private ChannelFuture writeData(ByteBuf octets, boolean last) {
        ChannelHandlerContext to = connection.context();
        return connection.encoder().writeData(to, stream.id(), octets, 0, last, to.newPromise());
    }

    // ---- clients that do not read ----

    private void awaitReader() {
        if (!isArmed() && stream.state() != Http2Stream.State.CLOSED && (ended || !isWritable())) {
            window = windowSize();
            arm();
        }
    }

    private int windowSize() {
        return connection.encoder().flowController().windowSize(stream);
    }

    private void arm() {
        connection
                .loop()
                .timers()
                .arm(this, connection.entrance().timeouts().idle().toNanos());
    }

    /** A window that has not changed since the timer was set: nothing was sent and nothing was read. */
    @Override
    protected void fire() {
        int now = windowSize();
        if (now != window) {
            window = now;
            arm();
        } else {
            owner.readsTooSlowly();
        }
    }
}
