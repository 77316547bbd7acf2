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
    private long step = NONE;
    private long ring = NONE;
    private long moved;

    Waiting(Loop loop, long began) {
        this.loop = loop;
        this.began = began;
    }

    /** The whole may take this long, counted from the beginning. */
    final void limit(long nanos) {
        limit = nanos;
        goOnWaiting();
    }

    /** The whole may take this long to the end of the answer: the time after which nobody waits any more. */
    final void deadline(long nanos) {
        deadline = deadline == NONE ? nanos : Math.min(deadline, nanos);
        limit(hasLimit() ? Math.min(limit, nanos) : nanos);
    }

    /** The answer has begun: what is limited from now on is its end. */
    final void limitEnd() {
        limit = deadline;
        ring = NONE;
    }

    final boolean hasLimit() {
        return limit != NONE;
    }

    /** What is left of the whole time; only if there is a limit. */
    final long left() {
        return limit - (loop.nanos() - began);
    }

    /** The same bounds as the other has, which began at the same time. */
    final void waitAs(Waiting other) {
        limit = other.limit;
        deadline = other.deadline;
    }

    /** From now on a step is waited for. */
    final void await(Duration time) {
        moved = loop.nanos();
        step = time.toNanos();
        goOnWaiting(moved);
    }

    /** From now on nothing is waited for but the end of the whole. */
    final void awaitNothing() {
        step = NONE;
        goOnWaiting();
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
        step = idle.toNanos();
        long now = loop.nanos();
        boolean more = step > now - moved;
        if (more) {
            goOnWaiting(now);
        }
        return more;
    }

    /** Fires once in between, whatever else is waited for. */
    final void ringAfter(long nanos) {
        long now = loop.nanos();
        ring = now - began + nanos;
        goOnWaiting(now);
    }

    final void ringNoMore() {
        ring = NONE;
    }

    /** Whether it fired for that. */
    final boolean rings() {
        boolean rang = ring != NONE && loop.nanos() - began >= ring;
        if (rang) {
            ring = NONE;
        }
        return rang;
    }

    /** Waits for whatever comes first of all that it waits for. */
    final void goOnWaiting() {
        goOnWaiting(loop.nanos());
    }

    private void goOnWaiting(long now) {
        long first = step == NONE ? Long.MAX_VALUE : step - (now - moved);
        if (limit != NONE) {
            first = Math.min(first, limit - (now - began));
        }
        if (ring != NONE) {
            first = Math.min(first, ring - (now - began));
        }
        if (first == Long.MAX_VALUE) {
            loop.timers().cancel(this);
        } else {
            loop.timers().arm(this, first);
        }
    }
}
