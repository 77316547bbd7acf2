package io.highgate.gateway.upstream;

import io.highgate.gateway.flow.backlog.CountedStreams;
import io.highgate.gateway.flow.backlog.OutletHandler;
import io.netty.channel.Channel;
import io.netty.handler.codec.http2.AbstractHttp2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2LocalFlowController;
import io.netty.handler.codec.http2.DefaultHttp2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.util.AsciiString;

/** Makes an HTTP/2 connection out of Netty's parts, with all their guards on. Confined to one event loop. */
final class Http2LinkBuilder extends AbstractHttp2ConnectionHandlerBuilder<Http2Link, Http2LinkBuilder> {

    /** As much of one answer may be on its way while the client does not read. */
    private static final int WINDOW = 256 * 1024;

    /** As for HTTP/1.1: cookies and tokens of real services fit well. */
    private static final int MAX_HEADERS = 64 * 1024;

    private static final int MAX_QUEUED_CONTROL_FRAMES = 1_000;

    private final Http2Links home;
    private final Upstream upstream;
    private final CountedStreams counted;

    private Http2LinkBuilder(Http2Links home, Upstream upstream) {
        this.home = home;
        this.upstream = upstream;
        Http2Connection connection = new DefaultHttp2Connection(false);
        counted = new CountedStreams(connection);
        connection.remote().flowController(new DefaultHttp2RemoteFlowController(connection, counted));
        // The window of the connection is refilled at once: a client that does not read holds up its stream only.
        connection.local().flowController(new DefaultHttp2LocalFlowController(connection, 0.5f, true));
        connection(connection);
        initialSettings(
                new Http2Settings().pushEnabled(false).initialWindowSize(WINDOW).maxHeaderListSize(MAX_HEADERS));
        encoderIgnoreMaxHeaderListSize(true);
        encoderEnforceMaxQueuedControlFrames(MAX_QUEUED_CONTROL_FRAMES);
        headerSensitivityDetector((name, value) -> isSecret(name));
        gracefulShutdownTimeoutMillis(1_000);
        flushPreface(true);
    }

    /** Begins to speak HTTP/2 over a connection; it belongs to {@code home} from then on. */
    static void open(Channel channel, Http2Links home, Upstream upstream) {
        Http2LinkBuilder builder = new Http2LinkBuilder(home, upstream);
        channel.pipeline().addLast(builder.build());
        OutletHandler.alsoCount(channel, builder.counted);
    }

    Http2Links home() {
        return home;
    }

    Upstream upstream() {
        return upstream;
    }

    @Override
    protected Http2Link build(Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings own) {
        return new Http2Link(this, decoder, encoder, own);
    }

    /** What must not stay in a compression table that many clients' requests share (RFC 7541 section 7.1). */
    private static boolean isSecret(CharSequence name) {
        return AsciiString.contentEquals(name, "authorization")
                || AsciiString.contentEquals(name, "cookie")
                || AsciiString.contentEquals(name, "proxy-authorization");
    }
}
