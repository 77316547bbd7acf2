package io.highgate.gateway.exchange;

/**
 * When the parts of an exchange happened, in nanoseconds of the loop's ticker; 0 where a part did
 * not happen. Confined to one event loop.
 */
public final class Timeline {

    private final long began;
    private long sent;
    private long answered;
    private long delayed;

    Timeline(long began) {
        this.began = began;
    }

    /** The request's head was complete. */
    public long began() {
        return began;
    }

    /** The request's head was given to an upstream connection. */
    public long sent() {
        return sent;
    }

    public void sent(long nanos) {
        sent = nanos;
    }

    /** It was kept waiting on purpose, for so many nanoseconds. */
    public long delayed() {
        return delayed;
    }

    public void delayed(long nanos) {
        delayed = nanos;
    }

    /** The head of the upstream's answer was complete. */
    public long answered() {
        return answered;
    }

    public void answered(long nanos) {
        answered = nanos;
    }
}
