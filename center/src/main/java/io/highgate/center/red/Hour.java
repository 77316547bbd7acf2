package io.highgate.center.red;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The last sixty minutes of a cell or a route, the one that runs among them. What they come to is kept up to
 * date, so that reading costs little; a part that is over is taken off again. Confined to whoever holds
 * {@link Red}.
 */
final class Hour {

    private static final int MINUTES = 60;

    private final int grain;
    private final Deque<Part> parts = new ArrayDeque<>();
    private Sum all = Sum.NOTHING;

    /** Some minutes, from that one on. */
    private record Part(long minute, Sum sum) {}

    /** @param grain so many minutes are forgotten at once */
    Hour(int grain) {
        this.grain = grain;
    }

    void add(Sum sum, long minute) {
        forget(minute);
        long begin = minute - minute % grain;
        Part last = parts.peekLast();
        if (last != null && last.minute() == begin) {
            parts.removeLast();
            parts.add(new Part(begin, last.sum().plus(sum)));
        } else {
            parts.add(new Part(begin, sum));
        }
        all = all.plus(sum);
    }

    /** Whether there was nothing in the hour up to this minute. */
    boolean isEmpty(long minute) {
        forget(minute);
        return parts.isEmpty();
    }

    Summary summary(long minute) {
        forget(minute);
        return all.summary();
    }

    private void forget(long minute) {
        for (Part first = parts.peekFirst(); first != null && first.minute() <= minute - MINUTES; ) {
            parts.removeFirst();
            all = parts.isEmpty() ? Sum.NOTHING : all.minus(first.sum());
            first = parts.peekFirst();
        }
    }
}
