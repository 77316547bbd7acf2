package io.highgate.gateway.upstream;

import io.highgate.gateway.flow.Loop;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import java.time.Duration;

/**
 * Counts the frames of an HTTP/2 connection that bring no request further: SETTINGS, PING, PRIORITY,
 * resets of what is over, interim answers, unknown ones. Some are normal; more than any honest peer
 * needs are an attack (RFC 9113 section 10.5). Confined to one event loop.
 */
final class Chatter {

    private static final int MOST = 1_000;
    private static final long SPAN = Duration.ofSeconds(10).toNanos();

    private final Loop loop;
    private long since;
    private int frames;

    Chatter(Loop loop) {
        this.loop = loop;
        this.since = loop.nanos();
    }

    /** One more of them. */
    void heard() throws Http2Exception {
        if (++frames <= MOST) {
            return;
        }
        long now = loop.nanos();
        if (now - since < SPAN) {
            throw Http2Exception.connectionError(
                    Http2Error.ENHANCE_YOUR_CALM, "more than %d control frames in a few seconds", MOST);
        }
        since = now;
        frames = 1;
    }
}
