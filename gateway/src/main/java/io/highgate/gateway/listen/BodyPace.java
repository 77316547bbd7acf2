package io.highgate.gateway.listen;

import io.highgate.base.time.Timeout;
import io.highgate.base.unit.DataSize;
import io.highgate.gateway.flow.Loop;
import java.time.Duration;

/**
 * Watches that a request's body does not trickle: in each stretch of time a least number of octets
 * comes. Time in which the gateway itself does not read is not the client's. Good for a request of
 * any protocol. Confined to one event loop.
 */
final class BodyPace extends Timeout {

    private static final double SECOND = Duration.ofSeconds(1).toNanos();

    private final Loop loop;
    private final Runnable tooSlow;
    private long stretch;
    private long least;
    private long received;
    private long left;
    private long due;

    BodyPace(Loop loop, Runnable tooSlow) {
        this.loop = loop;
        this.tooSlow = tooSlow;
    }

    /** Makes ready for a body; time begins to count with {@link #resume}. A rate of 0 watches nothing. */
    void begin(DataSize perSecond, Duration grace) {
        stop();
        stretch = grace.toNanos();
        least = (long) Math.ceil(perSecond.bytes() * (stretch / SECOND));
        received = 0;
        left = stretch;
    }

    /** The client may send: its time runs. */
    void resume() {
        if (least > 0 && !isArmed()) {
            due = loop.nanos() + left;
            loop.timers().arm(this, left);
        }
    }

    /** The gateway does not read now: the client's time stands still. */
    void pause() {
        if (isArmed()) {
            left = Math.max(0, due - loop.nanos());
            loop.timers().cancel(this);
        }
    }

    void received(int octets) {
        received += octets;
    }

    /** The body is over, or nobody waits for it. */
    void stop() {
        least = 0;
        loop.timers().cancel(this);
    }

    @Override
    protected void fire() {
        if (received < least) {
            tooSlow.run();
        } else {
            received = 0;
            left = stretch;
            resume();
        }
    }
}
