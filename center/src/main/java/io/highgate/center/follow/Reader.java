package io.highgate.center.follow;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who reads the discovery stream. Lines wait here until they are taken; whoever is too slow is
 * cut off, reads again from the beginning later, and holds nobody up. Thread-safe; one takes.
 */
public final class Reader implements AutoCloseable {

    private static final byte[] CUT_OFF = "cut off".getBytes(StandardCharsets.UTF_8);

    private final BlockingQueue<byte[]> lines;
    private final Runnable left;
    private volatile boolean cutOff;

    Reader(int mostWaiting, Runnable left) {
        this.lines = new ArrayBlockingQueue<>(mostWaiting);
        this.left = left;
    }

    /** From the center's agenda; if there is no room, nothing comes any more. */
    void offer(byte[] line) {
        if (!cutOff && !lines.offer(line)) {
            cutOff = true;
            lines.clear();
            lines.add(CUT_OFF);
        }
    }

    boolean isCutOff() {
        return cutOff;
    }

    void end() {
        cutOff = true;
        lines.clear();
        lines.add(CUT_OFF);
    }

    /**
     * The next lines, each with its line feed; waits for the first one only.
     *
     * @return how many were added; 0 if none came in time, -1 if none will come any more
     */
    public int take(Collection<byte[]> into, Duration atMost) throws InterruptedException {
        byte @Nullable [] first = lines.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
        if (first == null) {
            return cutOff ? -1 : 0;
        }
        if (first == CUT_OFF) {
            return -1;
        }
        into.add(first);
        int count = 1;
        for (byte[] line = lines.poll(); line != null; line = lines.poll()) {
            if (line == CUT_OFF) {
                lines.add(CUT_OFF);
                break;
            }
            into.add(line);
            count++;
        }
        return count;
    }

    /** Reads no more. */
    @Override
    public void close() {
        left.run();
    }
}
