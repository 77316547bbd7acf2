package io.highgate.gateway.upstream;

import io.highgate.gateway.flow.Http2Fields;
import io.highgate.gateway.http.Headers;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2LocalFlowController;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The streams of one HTTP/2 connection as their lanes use them: begun, written, ended, reset. What
 * is written waits for a flush. Confined to one event loop.
 */
final class Http2Streams {

    private final Http2ConnectionHandler handler;
    private final ChannelHandlerContext context;
    private final Http2Connection connection;
    private final Http2ConnectionEncoder encoder;
    private final Http2Connection.PropertyKey laneKey;

    Http2Streams(Http2ConnectionHandler handler, ChannelHandlerContext context) {
        this.handler = handler;
        this.context = context;
        this.connection = handler.connection();
        this.encoder = handler.encoder();
        this.laneKey = connection.newKey();
        encoder.flowController().listener(this::writabilityChanged);
    }

    @Nullable
    Http2Lane lane(int stream) {
        Http2Stream found = connection.stream(stream);
        return found == null ? null : lane(found);
    }

    @Nullable
    Http2Lane lane(Http2Stream stream) {
        return stream.getProperty(laneKey);
    }

    /** The lanes in use. */
    List<Http2Lane> lanes() {
        List<Http2Lane> lanes = new ArrayList<>();
        try {
            connection.forEachActiveStream(stream -> {
                Http2Lane lane = lane(stream);
                if (lane != null) {
                    lanes.add(lane);
                }
                return true;
            });
        } catch (Http2Exception e) {
            throw new IllegalStateException("looking at streams has no reason to fail", e);
        }
        return lanes;
    }

    /** How many streams are under way. */
    int active() {
        return connection.local().numActiveStreams();
    }

    /** How many streams there may be under way now; 0 if no more can be begun. */
    int allowed() {
        boolean may = context.channel().isActive() && connection.local().canOpenStream();
        return may ? connection.local().maxActiveStreams() : 0;
    }

    /** Begins a stream; null if that is not possible, then the endpoint has seen nothing of it. */
    @Nullable
    Http2Stream begin(Http2Lane lane, Http2Headers head, boolean whole) {
        int id = connection.local().incrementAndGetNextStreamId();
        encoder.writeHeaders(context, id, head, 0, whole, context.newPromise());
        Http2Stream stream = connection.stream(id);
        if (stream != null) {
            stream.setProperty(laneKey, lane);
        }
        return stream;
    }

    void data(Http2Stream stream, ByteBuf octets, boolean last) {
        encoder.writeData(context, stream.id(), octets, 0, last, context.newPromise());
    }

    void end(Http2Stream stream, @Nullable Headers trailers) {
        if (trailers == null) {
            data(stream, Unpooled.EMPTY_BUFFER, true);
        } else {
            Http2Headers section = Http2Fields.write(trailers);
            encoder.writeHeaders(context, stream.id(), section, 0, true, context.newPromise());
        }
    }

    boolean isWritable(Http2Stream stream) {
        return encoder.flowController().isWritable(stream);
    }

    private void writabilityChanged(Http2Stream stream) {
        Http2Lane lane = lane(stream);
        if (lane != null) {
            lane.writable();
        }
    }

    /** The client took so many octets: as many more may come. */
    void taken(Http2Stream stream, int octets) {
        Http2LocalFlowController window = connection.local().flowController();
        try {
            window.consumeBytes(stream, octets);
        } catch (Http2Exception e) {
            handler.onError(context, true, e);
        }
    }

    void reset(Http2Stream stream, Http2Error why) {
        handler.resetStream(context, stream.id(), why.code(), context.newPromise());
    }

    void ping() {
        encoder.writePing(context, false, 0, context.newPromise());
    }
}
