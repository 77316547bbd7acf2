package io.highgate.base.time;

/**
 * A monotonic clock in nanoseconds with an arbitrary origin. All measuring of durations goes
 * through it, so that tests can hand in time that only moves when told to.
 */
@FunctionalInterface
public interface Ticker {

    /** Nanoseconds since some fixed, unknown moment; compare only by subtraction. */
    long nanos();

    /** The clock of this process. */
    static Ticker system() {
        return System::nanoTime;
    }
}
