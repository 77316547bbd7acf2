package io.highgate.base.time;

/**
 * Something that happens unless it is cancelled in time. An entry of one {@link TimerWheel}'s
 * linked lists itself, so that arming it allocates nothing. Confined to the wheel's thread.
 */
public abstract class Timeout {

    Timeout next = this;
    Timeout previous = this;
    long dueTick;

    /** Whether it is waiting to fire. */
    public final boolean isArmed() {
        return next != this;
    }

    /** Called on the wheel's thread when the time is up; it is disarmed by then. */
    protected abstract void fire();
}
