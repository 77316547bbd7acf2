package io.highgate.gateway.upstream;

import io.highgate.base.time.Timeout;
import io.highgate.gateway.flow.Loop;
import java.time.Duration;

/**
 * How long something may take: a time for the step that is waited for, and perhaps a deadline for
 * the whole. A supertype, so that a request costs no timer object. Confined to one event loop.
 */
abstract class Waiting extends Timeout {

    private static final long NONE = -1;

    private final Loop loop;
    private final long began;
    private long limit = NONE;
    private long deadline = NONE;
    private long moved;

    Waiting(Loop loop, long began) {
        this.loop = loop;
        this.began = began;
    }

    /** The whole may take this long, counted from the beginning. */
    final void limit(long nanos) {
        limit = nanos;
        arm(nanos);
    }

    /** The whole may take this long to the end of the answer: the time after which nobody waits any more. */
    final void deadline(long nanos) {
        deadline = deadline == NONE ? nanos : Math.min(deadline, nanos);
        limit(hasLimit() ? Math.min(limit, nanos) : nanos);
    }

    /** The answer has begun: what is limited from now on is its end. */
    final void limitEnd() {
        limit = deadline;
    }

    final boolean hasLimit() {
        return limit != NONE;
    }

    /** What is left of the whole time; only if there is a limit. */
    final long left() {
        return limit - (loop.nanos() - began);
    }

    /** From now on a step is waited for. */
    final void await(Duration time) {
        moved = loop.nanos();
        arm(time.toNanos());
    }

    /** From now on nothing is waited for but the end of the whole. */
    final void awaitNothing() {
        if (hasLimit()) {
            loop.timers().arm(this, left());
        } else {
            loop.timers().cancel(this);
        }
    }

    final void stopWaiting() {
        loop.timers().cancel(this);
    }

    /** Something came or went: a wait for stillness begins anew. */
    final void moved() {
        moved = loop.nanos();
    }

    /** Whether it has been still for less than {@code idle}; then the rest of it is waited for. */
    final boolean awaitsRestOf(Duration idle) {
        long still = idle.toNanos() - (loop.nanos() - moved);
        if (still > 0) {
            arm(still);
        }
        return still > 0;
    }

    private void arm(long nanos) {
        loop.timers().arm(this, hasLimit() ? Math.min(nanos, left()) : nanos);
    }
}
