package io.highgate.gateway.upstream;

import io.highgate.gateway.exchange.Failure;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.http.RequestHead;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import org.jspecify.annotations.Nullable;

/**
 * A stream of an HTTP/2 connection to an endpoint: the lane of one attempt, once. What the client
 * does not take is not given back to the stream's window, so that the endpoint waits with it.
 * Confined to one event loop.
 */
final class Http2Lane implements Lane {

    private final Http2Link link;
    private final boolean used;
    private final Http2Answer answer = new Http2Answer();

    private @Nullable Attempt attempt;
    private @Nullable Http2Stream stream;
    private boolean gone;
    private boolean paused;
    private boolean touched;
    private int held;

    Http2Lane(Http2Link link, boolean used) {
        this.link = link;
        this.used = used;
    }

    @Override
    public boolean wasUsed() {
        return used;
    }

    @Override
    public boolean mayTurnAway() {
        return true;
    }

    @Override
    public boolean hasHeard() {
        return answer.hasBegun();
    }

    // ---- the request ----

    @Override
    public void begin(Attempt newAttempt) {
        attempt = newAttempt;
        RequestHead request = newAttempt.exchange().request();
        if (request.asksForWebSocket() && !link.streams().mayConnect()) {
            newAttempt.exchange().loop().execute(this::noWebSocket);
            return;
        }
        boolean whole = request.bodyLength() == RequestHead.NO_BODY && !request.asksForWebSocket();
        stream = link.streams().begin(this, Http2Requests.head(newAttempt), whole);
        if (stream == null) {
            link.retire();
            // The attempt is not ready to hear of it before this method returns.
            newAttempt.exchange().loop().execute(this::notBegun);
        }
    }

    private void noWebSocket() {
        if (attempt != null) {
            attempt.unreachable(new Failure.NoWebSocket(
                    attempt.endpoint().toString(),
                    "it speaks HTTP/2, and its settings allow no WebSockets (RFC 8441)"));
            link.left();
        }
    }

    private void notBegun() {
        if (attempt != null) {
            attempt.turnedAway();
        }
    }

    @Override
    public void data(ByteBuf octets) {
        if (stream == null || gone) {
            octets.release();
        } else {
            link.streams().data(stream, octets, false);
        }
    }

    @Override
    public void goOn() {}

    @Override
    public void end(@Nullable Headers trailers) {
        if (stream != null && !gone) {
            link.streams().end(stream, trailers);
        }
    }

    @Override
    public void flush() {
        link.flushSoon();
    }

    @Override
    public boolean isWritable() {
        return stream != null && !gone && link.streams().isWritable(stream);
    }

    /** The stream's window, or the connection's, has room again. */
    void writable() {
        if (attempt != null && isWritable()) {
            attempt.writable();
        }
    }

    // ---- the answer ----

    @Override
    public void read(boolean on) {
        paused = !on;
        if (on && held > 0 && stream != null && !gone) {
            int taken = held;
            held = 0;
            link.streams().taken(stream, taken);
            link.flushSoon();
        }
    }

    /** A header section has come; true if it was an interim answer. */
    boolean headers(Http2Headers section, boolean last) {
        Attempt serving = attempt;
        return serving != null && answer.headers(section, last, serving);
    }

    /** A part of the body has come; returns how many octets of it may come in its place. */
    int data(ByteBuf data, boolean last) {
        int octets = data.readableBytes();
        Attempt serving = attempt;
        if (serving == null) {
            return octets;
        }
        answer.data(data, last, serving);
        if (attempt != serving) {
            return octets;
        }
        if (paused || !serving.clientTakesMore()) {
            paused = true;
            held += octets;
            return 0;
        }
        return octets;
    }

    /** Something has come for it; true if that is the first in this turn of the loop. */
    boolean touch() {
        boolean first = !touched;
        touched = true;
        return first;
    }

    void receivedAll() {
        touched = false;
        if (attempt != null) {
            attempt.receivedAll();
        }
    }

    // ---- how it ends ----

    /** The endpoint has reset the stream. */
    void reset(long error) {
        gone = true;
        if (attempt == null) {
            return;
        }
        if (error == Http2Error.REFUSED_STREAM.code()) {
            link.turnedAway();
            attempt.turnedAway();
        } else {
            attempt.cutOff(Failure.Sent.MAYBE);
        }
    }

    /** The stream is over: because both sides have ended it, or because the connection has. */
    void closed(boolean unseen) {
        gone = true;
        if (attempt == null) {
            return;
        }
        if (unseen) {
            attempt.turnedAway();
        } else {
            attempt.closed();
        }
    }

    /** Buffers are full, and this endpoint takes nothing. */
    void cut() {
        if (attempt != null) {
            attempt.unreachable(new Failure.Overloaded("limits.buffers"));
        }
    }

    void malformed(String reason) {
        if (attempt != null) {
            attempt.malformed(reason);
        }
    }

    @Override
    public void leave(boolean clean) {
        attempt = null;
        if (stream != null && !gone && !(clean && answer.isComplete())) {
            link.streams().reset(stream, Http2Error.CANCEL);
            link.flushSoon();
        }
        if (answer.isComplete()) {
            link.answered();
        }
    }
}
