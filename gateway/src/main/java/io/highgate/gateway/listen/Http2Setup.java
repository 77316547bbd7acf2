package io.highgate.gateway.listen;

import io.highgate.gateway.exchange.Entrance;
import io.highgate.gateway.exchange.Peer;
import io.highgate.gateway.flow.Loop;
import io.highgate.gateway.flow.backlog.CountedStreams;
import io.highgate.model.spec.LimitsSpec;
import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionDecoder;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionEncoder;
import io.netty.handler.codec.http2.DefaultHttp2FrameWriter;
import io.netty.handler.codec.http2.DefaultHttp2RemoteFlowController;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2Headers.PseudoHeaderName;
import io.netty.handler.codec.http2.Http2PromisedRequestVerifier;
import io.netty.handler.codec.http2.Http2Settings;

/** What a client's HTTP/2 connection is made of, and the bounds it is held to. Immutable. */
record Http2Setup(Listener listener, Entrance entrance, Loop loop, Peer peer) {

    /** SETTINGS_NO_RFC7540_PRIORITIES (RFC 9218 section 2.1): the old priorities are not looked at. */
    private static final char NO_PRIORITIES = 0x9;

    Http2Connection connection() {
        LimitsSpec limits = entrance.limits();
        DefaultHttp2Connection state = new DefaultHttp2Connection(true, 0);
        state.remote().maxActiveStreams(limits.concurrentStreams());
        CountedStreams counted = new CountedStreams(state);
        state.remote().flowController(new DefaultHttp2RemoteFlowController(state, counted));
        Http2ConnectionEncoder encoder = new Http2Guard(
                new DefaultHttp2ConnectionEncoder(
                        state, new DefaultHttp2FrameWriter((name, value) -> !isPseudo(name), true)),
                loop);
        DefaultHttp2ConnectionDecoder decoder = new DefaultHttp2ConnectionDecoder(
                state,
                encoder,
                new Http2Reader(state, limits.headers().bytes()),
                Http2PromisedRequestVerifier.ALWAYS_VERIFY,
                true,
                true,
                false);
        Http2Connection connection = new Http2Connection(decoder, encoder, settings(limits), this);
        connection.held().answers(counted);
        decoder.frameListener(connection.frames());
        state.addListener(connection.frames().streams());
        encoder.flowController().listener(connection.frames()::writabilityChanged);
        return connection;
    }

    /** A field that is called sensitive stays out of the dynamic table: see {@link Http2Responses}. */
    private static boolean isPseudo(CharSequence name) {
        return PseudoHeaderName.hasPseudoHeaderFormat(name);
    }

    private static Http2Settings settings(LimitsSpec limits) {
        Http2Settings settings = Http2Settings.defaultSettings()
                .maxConcurrentStreams(limits.concurrentStreams())
                .maxHeaderListSize(limits.headers().bytes());
        settings.put(NO_PRIORITIES, Long.valueOf(1));
        settings.put(Http2CodecUtil.SETTINGS_ENABLE_CONNECT_PROTOCOL, Long.valueOf(1));
        return settings;
    }
}
