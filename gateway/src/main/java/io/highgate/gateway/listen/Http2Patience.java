package io.highgate.gateway.listen;

import io.highgate.base.time.Timeout;
import io.highgate.gateway.flow.Loop;
import java.time.Duration;

/** How long an HTTP/2 connection waits while no stream is open, and for what. Confined to one event loop. */
final class Http2Patience extends Timeout {

    /** What a client gets to acknowledge that the connection ends, and then to close it as well. */
    private static final Duration LINGER = Duration.ofSeconds(2);

    /** What is waited for. */
    enum For {
        NEXT_REQUEST,
        LAST_CALL,
        CLOSE
    }

    private final Http2Connection connection;
    private final Loop loop;
    private For waiting = For.NEXT_REQUEST;

    Http2Patience(Http2Connection connection, Loop loop) {
        this.connection = connection;
        this.loop = loop;
    }

    void none() {
        loop.timers().cancel(this);
    }

    void forNextRequest(Duration time) {
        arm(For.NEXT_REQUEST, time);
    }

    /** Requests that crossed with our farewell may still come. */
    void forLastCall() {
        arm(For.LAST_CALL, LINGER);
    }

    void untilClose() {
        arm(For.CLOSE, LINGER);
    }

    private void arm(For what, Duration time) {
        waiting = what;
        loop.timers().arm(this, time.toNanos());
    }

    @Override
    protected void fire() {
        connection.waitedTooLong(waiting);
    }
}
