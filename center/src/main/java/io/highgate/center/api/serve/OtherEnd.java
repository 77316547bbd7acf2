package io.highgate.center.api.serve;

import io.highgate.base.time.Ticker;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/**
 * Somebody at the other end of a connection is waited for: one that reads a stream, or one that sends a body.
 * It knows since when. Written by its own thread, looked at and ended by others.
 */
final class OtherEnd {

    private static final long NOT = Long.MIN_VALUE;

    private final Thread thread = Thread.currentThread();
    private final Ticker ticker;
    private volatile long waitingSince = NOT;

    OtherEnd(Ticker ticker) {
        this.ticker = ticker;
    }

    /** Ends it: what waits on the connection fails by that, and closes it. */
    void end() {
        thread.interrupt();
    }

    /** Ends it if it has been waited for so long. */
    boolean endIfSlow(Duration most) {
        long since = waitingSince;
        boolean slow = since != NOT && ticker.nanos() - since > most.toNanos();
        if (slow) {
            end();
        }
        return slow;
    }

    /** The waiting begins. */
    void await() {
        waitingSince = ticker.nanos();
    }

    /** It is over. */
    void came() {
        waitingSince = NOT;
    }

    /** The same stream, watched. */
    OutputStream watched(OutputStream out) {
        return new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                write(new byte[] {(byte) octet}, 0, 1);
            }

            @Override
            public void write(byte[] octets, int from, int length) throws IOException {
                await();
                out.write(octets, from, length);
                came();
            }

            @Override
            public void flush() throws IOException {
                await();
                out.flush();
                came();
            }
        };
    }
}
