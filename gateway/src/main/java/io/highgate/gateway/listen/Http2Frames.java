package io.highgate.gateway.listen;

import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.exchange.Failure;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2EventAdapter;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.ArrayList;
import java.util.List;

/**
 * What a client's frames mean: brings them to the stream they belong to, and keeps an eye on those
 * that ask for nothing. Confined to one event loop.
 */
final class Http2Frames extends Http2EventAdapter {

    /** Frames that ask for nothing: pings, settings, priorities, empty data, unknown ones. */
    private static final int IDLE_WORK = 1_000;

    /** Requests taken back before they were answered ("rapid reset", CVE-2023-44487). */
    private static final int RESETS = 200;

    /** So many idle frames one request, or one part of a body, explains. */
    private static final int EXPLAINED = 10;

    private final Http2Connection connection;
    private final Http2Budget idleWork;
    private final Http2Budget resets;
    private final List<Http2ClientStream> fed = new ArrayList<>();

    Http2Frames(Http2Connection connection) {
        this.connection = connection;
        this.idleWork = new Http2Budget(connection.loop(), IDLE_WORK);
        this.resets = new Http2Budget(connection.loop(), RESETS);
    }

    /** Tells a stream when the codec has closed it. */
    Http2ConnectionAdapter streams() {
        return new Http2ConnectionAdapter() {
            @Override
            public void onStreamClosed(Http2Stream stream) {
                Http2ClientStream ours = Http2ClientStream.of(connection, stream);
                if (ours != null) {
                    ours.closed();
                }
            }

            @Override
            public void onStreamRemoved(Http2Stream stream) {
                connection.streamEnded();
            }
        };
    }

    /** All that the socket had for now has been received. */
    void receivedAll() {
        for (int i = 0; i < fed.size(); i++) {
            fed.get(i).flushBody();
        }
        fed.clear();
    }

    /** The connection is cut because buffers are full: that is why its exchanges fail. */
    void cut() {
        exchanges().forEach(it -> it.failure(new Failure.Overloaded("limits.buffers")));
    }

    /** Tells every stream that the gateway goes. */
    void goAway() {
        exchanges().forEach(Exchange::goAway);
    }

    private List<Exchange> exchanges() {
        List<Exchange> all = new ArrayList<>();
        try {
            connection.connection().forEachActiveStream(stream -> {
                Http2ClientStream ours = Http2ClientStream.of(connection, stream);
                if (ours != null && ours.exchange() != null) {
                    all.add(ours.exchange());
                }
                return true;
            });
        } catch (Http2Exception e) {
            throw new IllegalStateException("looking at streams has no reason to fail", e);
        }
        return all;
    }

    void writabilityChanged(Http2Stream stream) {
        Http2ClientStream ours = Http2ClientStream.of(connection, stream);
        if (ours != null) {
            ours.writabilityChanged();
        }
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
            boolean endsStream) {
        onHeadersRead(context, id, headers, padding, endsStream);
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext context, int id, Http2Headers headers, int padding, boolean endsStream) {
        Http2Stream stream = connection.connection().stream(id);
        Http2ClientStream ours = Http2ClientStream.of(connection, stream);
        idleWork.earn(EXPLAINED);
        if (ours != null) {
            ours.trailers(headers);
        } else if (stream != null) {
            connection.begins();
            Http2ClientStream.open(connection, stream).begin(headers, endsStream);
        }
    }

    @Override
    public int onDataRead(ChannelHandlerContext context, int id, ByteBuf data, int padding, boolean endsStream)
            throws Http2Exception {
        if (data.isReadable()) {
            idleWork.earn(EXPLAINED);
        } else if (!endsStream) {
            spend("empty DATA frames");
        }
        Http2ClientStream ours = Http2ClientStream.of(connection, connection.connection().stream(id));
        if (ours == null) {
            return data.readableBytes() + padding;
        }
        if (!fed.contains(ours)) {
            fed.add(ours);
        }
        return padding + ours.data(data, endsStream);
    }

    @Override
    public void onRstStreamRead(ChannelHandlerContext context, int id, long code) throws Http2Exception {
        Http2ClientStream ours = Http2ClientStream.of(connection, connection.connection().stream(id));
        if (ours == null || ours.isAnswered()) {
            spend("RST_STREAM frames");
        } else if (resets.isSpent()) {
            throw Http2Exception.connectionError(
                    Http2Error.ENHANCE_YOUR_CALM, "too many requests were taken back before they were answered");
        }
    }

    @Override
    public void onPingRead(ChannelHandlerContext context, long data) throws Http2Exception {
        spend("PING frames");
    }

    @Override
    public void onPingAckRead(ChannelHandlerContext context, long data) {
        connection.pinged(data);
    }

    @Override
    public void onSettingsRead(ChannelHandlerContext context, Http2Settings settings) throws Http2Exception {
        spend("SETTINGS frames");
    }

    @Override
    public void onPriorityRead(ChannelHandlerContext context, int id, int dependency, short weight, boolean exclusive)
            throws Http2Exception {
        spend("PRIORITY frames");
    }

    @Override
    public void onUnknownFrame(ChannelHandlerContext context, byte type, int id, Http2Flags flags, ByteBuf payload)
            throws Http2Exception {
        spend("frames of unknown types");
    }

    private void spend(String what) throws Http2Exception {
        if (idleWork.isSpent()) {
            throw Http2Exception.connectionError(
                    Http2Error.ENHANCE_YOUR_CALM, "too many " + what + " without requests");
        }
    }
}
