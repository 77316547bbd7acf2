package io.highgate.gateway.listen;

import io.highgate.base.time.Timeout;
import io.highgate.gateway.exchange.Entrance;
import io.highgate.gateway.exchange.Failure;
import io.highgate.gateway.flow.Http2Fields;
import io.highgate.gateway.flow.Malformed;
import io.highgate.gateway.flow.UpstreamStream;
import io.highgate.gateway.http.Grpc;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.http.RequestHead;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The body of one HTTP/2 request on its way upstream. Octets that the upstream does not take yet
 * wait here, and the client's window does not grow for them: so what waits is bounded by the
 * windows. Confined to one event loop.
 */
final class Http2Body extends Timeout {

    private final Http2Connection connection;
    private final Http2Stream stream;
    private final Http2ClientStream owner;
    private final ArrayDeque<ByteBuf> waiting = new ArrayDeque<>(0);

    private @Nullable UpstreamStream upstream;
    private @Nullable Headers trailers;
    private boolean ended = true;
    private boolean handedOn;
    private long moved;
    private final BodyPace pace;

    Http2Body(Http2Connection connection, Http2Stream stream, Http2ClientStream owner) {
        this.connection = connection;
        this.stream = stream;
        this.owner = owner;
        this.pace = new BodyPace(connection.loop(), owner::bodyTrickles);
    }

    /**
     * Makes ready for what follows. What is said on a WebSocket comes at any pace, and so do the messages
     * of a call of gRPC, which may wait for each other; but a call that is silent ends.
     */
    void begin(boolean endsStream, RequestHead head) {
        ended = endsStream;
        if (ended || head.asksForWebSocket()) {
            return;
        }
        Entrance entrance = connection.entrance();
        moved = connection.loop().nanos();
        arm(entrance.timeouts().idle().toNanos());
        if (!Grpc.speaks(head.headers())) {
            pace.begin(entrance.limits().minBodyRate(), entrance.timeouts().bodyGrace());
        }
    }

    /** Takes octets; returns how many the client may send anew already. */
    int data(ByteBuf octets, boolean endsStream) {
        moved = connection.loop().nanos();
        int length = octets.readableBytes();
        int taken = 0;
        pace.received(length);
        UpstreamStream to = upstream;
        if (length > 0 && to != null && waiting.isEmpty() && to.isWritable()) {
            to.data(octets.retain());
            taken = length;
        } else if (length > 0) {
            waiting.add(octets.retain());
            connection.held().requests(length);
            pace.pause(); // nobody takes it now: that is not the client's fault
        }
        if (endsStream) {
            end();
        }
        return taken;
    }

    void trailers(Http2Headers fields) {
        Headers read = Headers.empty();
        String problem = Http2Fields.readTrailers(fields, read);
        if (problem == null) {
            trailers = read;
            end();
        } else {
            owner.refuse(new Failure.BadRequest(new Malformed(Malformed.Kind.BAD_MESSAGE, problem)));
        }
    }

    private void end() {
        ended = true;
        connection.loop().timers().cancel(this);
        pace.stop();
        finish();
    }

    private void finish() {
        UpstreamStream to = upstream;
        if (ended && !handedOn && to != null && waiting.isEmpty()) {
            handedOn = true;
            to.end(trailers);
        }
    }

    /** A client that awaits 100 Continue may wait for as long as the upstream takes to say so. */
    void joinTo(UpstreamStream to, boolean awaitsContinue) {
        upstream = to;
        if (!awaitsContinue && !ended) {
            pace.resume();
        }
        resume();
    }

    /** Hands on what waits, as far as the upstream takes it. */
    void resume() {
        UpstreamStream to = upstream;
        if (to == null) {
            return;
        }
        int taken = 0;
        while (!waiting.isEmpty() && to == upstream && to.isWritable()) {
            ByteBuf octets = waiting.remove();
            taken += octets.readableBytes();
            to.data(octets);
        }
        if (to == upstream) {
            to.flush();
            finish();
        }
        if (waiting.isEmpty() && taken > 0 && !ended) {
            pace.resume();
        }
        connection.held().requests(-taken);
        giveWindow(taken);
    }

    private void giveWindow(int octets) {
        if (octets == 0) {
            return;
        }
        try {
            if (connection.decoder().flowController().consumeBytes(stream, octets)) {
                connection.flushSoon();
            }
        } catch (Http2Exception e) {
            connection.onError(connection.context(), true, e);
        }
    }

    void flush() {
        if (upstream != null) {
            upstream.flush();
        }
    }

    /** The upstream that was fed takes no more. */
    void leaveUpstream() {
        upstream = null;
    }

    /** Nobody wants what is left; the codec gives its window back when the stream closes. */
    void close() {
        connection.loop().timers().cancel(this);
        pace.stop();
        upstream = null;
        int dropped = 0;
        for (ByteBuf octets = waiting.poll(); octets != null; octets = waiting.poll()) {
            dropped += octets.readableBytes();
            octets.release();
        }
        connection.held().requests(-dropped);
        if (stream.state() != Http2Stream.State.CLOSED) {
            giveWindow(dropped);
        }
    }

    private void arm(long nanos) {
        connection.loop().timers().arm(this, nanos);
    }

    @Override
    protected void fire() {
        if (!waiting.isEmpty()) {
            moved = connection.loop().nanos(); // it is the upstream that is waited for
        }
        long idle = connection.entrance().timeouts().idle().toNanos();
        long still = idle - (connection.loop().nanos() - moved);
        if (still > 0) {
            arm(still);
        } else {
            owner.refuse(new Failure.RequestTimeout("the body"));
        }
    }
}
