package io.highgate.gateway.listen;

import io.highgate.base.time.Timeout;
import io.highgate.gateway.flow.Loop;
import java.time.Duration;

/**
 * How long a client connection waits for what the client sends: one timer, since it waits for one
 * thing at a time. Whether the client reads is {@link SlowReader}'s business. Confined to one event
 * loop.
 */
final class Http1Patience extends Timeout {

    /** A half-closed client is asked whether it is still there this long after, then ever more rarely. */
    private static final long FIRST_PROBE = Duration.ofSeconds(1).toNanos();

    private static final long LAST_PROBE = Duration.ofSeconds(30).toNanos();

    /** What a closing connection still gets to read our answer and to close as well. */
    private static final long LINGER = Duration.ofSeconds(2).toNanos();

    /** What is waited for. */
    enum For {
        NEXT_REQUEST,
        HEAD,
        BODY,
        PROBE,
        CLOSE
    }

    private final Http1Connection connection;
    private final Loop loop;
    private For waiting = For.NEXT_REQUEST;
    private long nextProbe = FIRST_PROBE;
    private long idle;
    private long moved;

    Http1Patience(Http1Connection connection, Loop loop) {
        this.connection = connection;
        this.loop = loop;
    }

    void none() {
        loop.timers().cancel(this);
    }

    void forNextRequest(Duration keepAlive) {
        arm(For.NEXT_REQUEST, keepAlive.toNanos());
    }

    void forHead(Duration headerRead) {
        arm(For.HEAD, headerRead.toNanos());
    }

    /** Waits as long as something moves at least once in the given time. */
    void forBody(Duration time) {
        idle = time.toNanos();
        moved = loop.nanos();
        arm(For.BODY, idle);
    }

    void untilProbe() {
        arm(For.PROBE, nextProbe);
        nextProbe = Math.min(nextProbe * 2, LAST_PROBE);
    }

    void untilClose() {
        arm(For.CLOSE, LINGER);
    }

    /** Something moved: patience starts anew. */
    void moved() {
        moved = loop.nanos();
    }

    private void arm(For what, long nanos) {
        waiting = what;
        loop.timers().arm(this, nanos);
    }

    @Override
    protected void fire() {
        if (waiting == For.BODY) {
            long still = idle - (loop.nanos() - moved);
            if (still > 0) {
                arm(waiting, still);
                return;
            }
        }
        connection.waitedTooLong(waiting);
    }
}
