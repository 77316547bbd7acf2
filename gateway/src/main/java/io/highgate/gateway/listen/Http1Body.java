package io.highgate.gateway.listen;

import io.highgate.gateway.exchange.Entrance;
import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.flow.BodyReader;
import io.highgate.gateway.flow.Loop;
import io.highgate.gateway.flow.Malformed;
import io.highgate.gateway.flow.ReadResult;
import io.highgate.gateway.flow.UpstreamStream;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request on its way from an HTTP/1.1 connection to its upstream, within its limits of
 * length and pace. Confined to one event loop.
 */
final class Http1Body implements BodyReader.Sink {

    private final Http1Connection connection;
    private final Entrance entrance;
    private final BodyPace pace;
    private final BodyReader reader = new BodyReader();
    private @Nullable UpstreamStream upstream;
    private boolean open;
    private boolean socket;

    Http1Body(Http1Connection connection, Entrance entrance, Loop loop) {
        this.connection = connection;
        this.entrance = entrance;
        this.pace = new BodyPace(loop, connection::bodyTrickles);
    }

    /** Makes ready for a body of that length, or in chunks. */
    void begin(long length) {
        open = true;
        socket = false;
        reader.reset(length);
        pace.begin(entrance.limits().minBodyRate(), entrance.timeouts().bodyGrace());
    }

    /** Makes ready for what a WebSocket's client says, of any length and at any pace. */
    void beginSocket() {
        open = true;
        socket = true;
        reader.reset(BodyReader.UNTIL_CLOSE);
        pace.stop();
    }

    /**
     * Where it goes. A client that awaits 100 Continue may wait for as long as the upstream takes to
     * say so; of any other the body is expected from now on.
     */
    void to(UpstreamStream taker, boolean awaitsContinue) {
        upstream = taker;
        if (open && !awaitsContinue) {
            pace.resume();
        }
    }

    /** Where it goes, if that is known. */
    @Nullable
    UpstreamStream upstream() {
        return upstream;
    }

    /** Whether someone takes it now. */
    boolean isTaken() {
        return upstream != null && upstream.isWritable();
    }

    /** Nobody takes it now: that is not the client's fault. */
    void hold() {
        pace.pause();
    }

    ReadResult read(ByteBuf in) {
        pace.resume();
        return reader.read(in, this);
    }

    Malformed malformed() {
        return reader.malformed();
    }

    @Override
    public void part(ByteBuf octets) {
        Exchange current = connection.exchange();
        UpstreamStream to = upstream;
        if (current == null || to == null || !open) {
            octets.release();
            return;
        }
        pace.received(octets.readableBytes());
        current.addBytesIn(octets.readableBytes());
        if (socket || connection.allowsBody(current.bytesIn())) {
            to.data(octets);
        } else {
            octets.release();
        }
    }

    /** It has been read to its end. */
    void end() {
        UpstreamStream to = upstream;
        stop();
        if (to != null) {
            to.end(reader.trailers());
        }
    }

    /** What the upstream has been given so far goes out. */
    void flush() {
        if (upstream != null) {
            upstream.flush();
        }
    }

    /** It goes nowhere any more. */
    void letGo() {
        upstream = null;
    }

    /** Nobody waits for it any more. */
    void stop() {
        open = false;
        pace.stop();
    }
}
