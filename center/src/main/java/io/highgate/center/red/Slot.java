package io.highgate.center.red;

import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** A cell's minute: open while it is told something, then packed, for there may be a great many. Confined to its hour. */
final class Slot {

    private final long minute;
    private long total;
    private long failed;
    private double sum;
    private @Nullable Histogram open = Durations.none();
    private byte[] packed = new byte[0];

    Slot(long minute) {
        this.minute = minute;
    }

    long minute() {
        return minute;
    }

    long total() {
        return total;
    }

    long failed() {
        return failed;
    }

    double sum() {
        return sum;
    }

    void add(Tally tally) {
        Histogram durations = durations();
        Durations.add(durations, tally.durations());
        open = durations;
        total += tally.total();
        failed += tally.failed();
        sum += tally.sum();
    }

    /** Nothing is added any more. */
    void close() {
        if (open != null) {
            packed = Durations.pack(open);
            open = null;
        }
    }

    Histogram durations() {
        return open == null ? Durations.unpack(packed) : open;
    }
}
