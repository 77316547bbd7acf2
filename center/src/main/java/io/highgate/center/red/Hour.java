package io.highgate.center.red;

import java.util.ArrayDeque;
import java.util.Deque;
import org.HdrHistogram.Histogram;

/**
 * A cell's last sixty minutes, the one that runs among them. What they come to is kept up to date, so that
 * reading costs nothing; a minute that is over is taken off again. Confined to whoever holds {@link Red}.
 */
final class Hour {

    private static final int MINUTES = 60;
    private static final double MICROS = 1000;

    private final Deque<Slot> slots = new ArrayDeque<>();
    private final Histogram durations = Durations.none();
    private long total;
    private long failed;
    private double sum;

    void add(Tally tally, long minute) {
        forget(minute);
        Slot last = slots.peekLast();
        if (last == null || last.minute() != minute) {
            if (last != null) {
                last.close();
            }
            last = new Slot(minute);
            slots.add(last);
        }
        last.add(tally);
        Durations.add(durations, tally.durations());
        total += tally.total();
        failed += tally.failed();
        sum += tally.sum();
    }

    /** Whether there was nothing in the hour up to this minute. */
    boolean isEmpty(long minute) {
        forget(minute);
        return slots.isEmpty();
    }

    Summary summary(long minute) {
        forget(minute);
        long measured = durations.getTotalCount();
        double average = measured == 0 ? 0 : sum / measured / MICROS;
        return new Summary(total, total - failed, average, percentile(50), percentile(99));
    }

    private double percentile(double at) {
        if (durations.getTotalCount() == 0) {
            return 0;
        }
        return durations.medianEquivalentValue(durations.getValueAtPercentile(at)) / MICROS;
    }

    private void forget(long minute) {
        for (Slot first = slots.peekFirst(); first != null && first.minute() <= minute - MINUTES; ) {
            slots.removeFirst();
            durations.subtract(first.durations());
            total -= first.total();
            failed -= first.failed();
            sum -= first.sum();
            first = slots.peekFirst();
        }
    }
}
