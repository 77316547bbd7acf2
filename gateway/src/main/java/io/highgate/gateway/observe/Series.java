package io.highgate.gateway.observe;

import io.highgate.gateway.count.Durations;
import io.highgate.gateway.count.LoopCounters;

/**
 * Rate, errors and duration of one thing: requests by class of status, and how long they took.
 * Thread-safe in the manner of {@link LoopCounters}.
 */
public final class Series {

    /** 1xx to 5xx, and none at all. */
    static final int CLASSES = 6;

    private final LoopCounters answers;
    private final Durations durations;

    Series(int loops) {
        answers = new LoopCounters(loops, CLASSES);
        durations = new Durations(loops);
    }

    /** Counts one answer, on the loop's own thread; status 0 stands for none at all. */
    public void record(int loop, int status, long nanos) {
        answers.add(loop, Math.clamp(status / 100, 0, CLASSES - 1), 1);
        durations.record(loop, nanos);
    }

    /** Answers with a status of that class: 2 for 200 to 299; 0 for none at all. */
    public long count(int statusClass) {
        return answers.sum(statusClass);
    }

    Durations durations() {
        return durations;
    }
}
