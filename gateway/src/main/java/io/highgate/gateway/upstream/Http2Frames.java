package io.highgate.gateway.upstream;

import io.highgate.gateway.flow.Loop;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2EventAdapter;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;

/**
 * Hands what comes over an HTTP/2 connection to the lane it belongs to, and counts what belongs to
 * none. Confined to one event loop.
 */
final class Http2Frames extends Http2EventAdapter {

    private final Http2Link link;
    private final Chatter chatter;

    Http2Frames(Http2Link link, Loop loop) {
        this.link = link;
        this.chatter = new Chatter(loop);
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext from, int stream, Http2Headers headers, int padding, boolean endOfStream)
            throws Http2Exception {
        Http2Lane lane = link.streams().lane(stream);
        if (lane == null) {
            chatter.heard();
            return;
        }
        link.touched(lane);
        if (lane.headers(headers, endOfStream)) {
            chatter.heard();
        }
    }

    /** With a priority, which nobody heeds (RFC 9113 section 5.3.2). */
    @Override
    public void onHeadersRead(
            ChannelHandlerContext from,
            int stream,
            Http2Headers headers,
            int dependency,
            short weight,
            boolean exclusive,
            int padding,
            boolean endOfStream)
            throws Http2Exception {
        onHeadersRead(from, stream, headers, padding, endOfStream);
    }

    @Override
    public int onDataRead(ChannelHandlerContext from, int stream, ByteBuf data, int padding, boolean endOfStream) {
        Http2Lane lane = link.streams().lane(stream);
        if (lane == null) {
            return data.readableBytes() + padding;
        }
        link.touched(lane);
        return lane.data(data, endOfStream) + padding;
    }

    @Override
    public void onRstStreamRead(ChannelHandlerContext from, int stream, long error) throws Http2Exception {
        chatter.heard();
        Http2Lane lane = link.streams().lane(stream);
        if (lane != null) {
            lane.reset(error);
        }
    }

    @Override
    public void onSettingsRead(ChannelHandlerContext from, Http2Settings settings) throws Http2Exception {
        chatter.heard();
        link.settled();
    }

    @Override
    public void onPingRead(ChannelHandlerContext from, long data) throws Http2Exception {
        chatter.heard();
    }

    @Override
    public void onPriorityRead(ChannelHandlerContext from, int stream, int dependency, short weight, boolean exclusive)
            throws Http2Exception {
        chatter.heard();
    }

    @Override
    public void onUnknownFrame(ChannelHandlerContext from, byte type, int stream, Http2Flags flags, ByteBuf payload)
            throws Http2Exception {
        chatter.heard();
    }

    /** The streams that the endpoint has not looked at are closed by Netty right behind this. */
    @Override
    public void onGoAwayReceived(int lastStream, long error, ByteBuf debug) {
        link.retire();
    }

    @Override
    public void onStreamClosed(Http2Stream stream) {
        Http2Lane lane = link.streams().lane(stream);
        if (lane != null) {
            boolean unseen = link.connection().goAwayReceived()
                    && stream.id() > link.connection().local().lastStreamKnownByPeer();
            lane.closed(unseen);
            link.left();
        }
    }
}
