package io.highgate.gateway.listen;

import io.highgate.gateway.flow.Http2Section;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.DefaultHttp2FrameReader;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import org.jspecify.annotations.Nullable;

/**
 * Reads frames, and is strict about streams that a client uses again: HEADERS on a stream the client
 * has ended, or has left out, are errors of the connection (RFC 9113 sections 5.1 and 5.1.1), for
 * they change the state that compression keeps. Confined to one event loop.
 */
final class Http2Reader extends DefaultHttp2FrameReader {

    /** CONTINUATION frames smaller than they need to be, in one header section. */
    private static final int SMALL_CONTINUATIONS = 16;

    /** So many streams are remembered after they began; frames that cross with our answer come soon. */
    private static final int REMEMBERED = 64;

    private final Http2Connection state;
    private final int[] begun = new int[REMEMBERED];
    private final boolean[] ended = new boolean[REMEMBERED];
    private int next;
    private int highest;
    private @Nullable Http2FrameListener plain;
    private @Nullable Http2FrameListener strict;

    Http2Reader(Http2Connection state, long maxHeaders) {
        super(new Fields(maxHeaders), SMALL_CONTINUATIONS);
        this.state = state;
    }

    /** Notes the order that header fields came in. */
    private static final class Fields extends DefaultHttp2HeadersDecoder {

        Fields(long maxHeaders) {
            super(false, false, maxHeaders);
        }

        @Override
        protected Http2Headers newHeaders() {
            return new Http2Section(numberOfHeadersGuess());
        }
    }

    @Override
    public void readFrame(ChannelHandlerContext context, ByteBuf in, Http2FrameListener listener)
            throws Http2Exception {
        Http2FrameListener checked = strict;
        if (checked == null || plain != listener) {
            checked = new Strict(listener);
            plain = listener;
            strict = checked;
        }
        super.readFrame(context, in, checked);
    }

    private void headers(int id, boolean ends) throws Http2Exception {
        int at = place(id);
        if (id > highest && (id & 1) == 1) {
            highest = id;
            begun[next] = id;
            ended[next] = ends;
            next = (next + 1) % REMEMBERED;
        } else if (at < 0) {
            throw Http2Exception.connectionError(
                    Http2Error.PROTOCOL_ERROR, "HEADERS on stream %d, which was left out", id);
        } else if (ended[at]) {
            String reason = "HEADERS on stream %d, which was ended";
            throw state.stream(id) == null
                    ? Http2Exception.connectionError(Http2Error.STREAM_CLOSED, reason, id)
                    : Http2Exception.streamError(id, Http2Error.STREAM_CLOSED, reason, id);
        } else {
            ended[at] |= ends;
        }
    }

    private void data(int id, boolean ends) {
        int at = ends ? place(id) : -1;
        if (at >= 0) {
            ended[at] = true;
        }
    }

    private int place(int id) {
        for (int i = 0; i < REMEMBERED; i++) {
            if (begun[i] == id) {
                return i;
            }
        }
        return -1;
    }

    private final class Strict extends Http2FrameListenerDecorator {

        Strict(Http2FrameListener listener) {
            super(listener);
        }

        @Override
        public int onDataRead(ChannelHandlerContext context, int id, ByteBuf data, int padding, boolean ends)
                throws Http2Exception {
            Http2Reader.this.data(id, ends);
            return super.onDataRead(context, id, data, padding, ends);
        }

        @Override
        public void onHeadersRead(
                ChannelHandlerContext context, int id, Http2Headers headers, int padding, boolean ends)
                throws Http2Exception {
            headers(id, ends);
            super.onHeadersRead(context, id, headers, padding, ends);
        }

        @Override
        public void onHeadersRead(
                ChannelHandlerContext context,
                int id,
                Http2Headers headers,
                int dependency,
                short weight,
                boolean exclusive,
                int padding,
                boolean ends)
                throws Http2Exception {
            headers(id, ends);
            super.onHeadersRead(context, id, headers, dependency, weight, exclusive, padding, ends);
        }
    }
}
