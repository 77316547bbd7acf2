package io.highgate.gateway.upstream;

import io.highgate.base.time.Timeout;
import io.highgate.gateway.flow.Loop;
import io.highgate.model.spec.PingSpec;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The one thing an HTTP/2 connection is waited for: to open, to be used again, to give a sign of
 * life, or to end. Confined to one event loop.
 *
 * <pre>
 * OPENING -> UNUSED <-> SILENCE <-> PING       LAST_WORDS behind each of them
 * </pre>
 */
final class Http2Watch extends Timeout {

    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private enum For {
        OPENING,
        UNUSED,
        SILENCE,
        PING,
        LAST_WORDS
    }

    private final Http2Link link;
    private final Loop loop;
    private final Duration opens;
    private final Duration keepAlive;
    private final @Nullable PingSpec ping;
    private For what = For.OPENING;
    private boolean heard;

    Http2Watch(Http2Link link, Loop loop, Upstream upstream) {
        this.link = link;
        this.loop = loop;
        this.opens = upstream.connectTimeout();
        this.keepAlive = upstream.spec().keepAlive();
        this.ping = upstream.spec().ping();
    }

    void opening() {
        wait(For.OPENING, opens);
    }

    /** No request is under way. */
    void idle() {
        wait(For.UNUSED, keepAlive);
    }

    /** A request is under way. */
    void busy() {
        if (what != For.UNUSED) {
            return;
        }
        if (ping == null) {
            what = For.SILENCE;
            stop();
        } else {
            wait(For.SILENCE, ping.every());
        }
    }

    /** The connection is at its end. */
    void lastWords() {
        if (what != For.LAST_WORDS) {
            wait(For.LAST_WORDS, LAST_WORDS);
        }
    }

    void heard() {
        heard = true;
        if (what == For.PING && ping != null) {
            wait(For.SILENCE, ping.every());
        }
    }

    void stop() {
        loop.timers().cancel(this);
    }

    private void wait(For next, Duration time) {
        heard = false;
        if (what != For.LAST_WORDS || next == For.LAST_WORDS) {
            what = next;
            loop.timers().arm(this, time.toNanos());
        }
    }

    @Override
    protected void fire() {
        switch (what) {
            case OPENING, LAST_WORDS -> link.close();
            case UNUSED -> link.retire();
            case SILENCE -> silent();
            case PING -> link.close();
        }
    }

    private void silent() {
        if (ping == null) {
            return;
        }
        if (heard) {
            wait(For.SILENCE, ping.every());
        } else {
            wait(For.PING, ping.timeout());
            link.ping();
        }
    }
}
