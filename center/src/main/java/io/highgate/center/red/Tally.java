package io.highgate.center.red;

import org.HdrHistogram.Histogram;

/**
 * What became of a cell's requests in some time. Immutable; the histogram is not to be changed.
 *
 * @param failed those of them that got a status of 400 or more, or none
 * @param sum of all durations that the histogram has, in microseconds
 * @param durations in microseconds
 */
public record Tally(String cell, long total, long failed, double sum, Histogram durations) {

    /** One request. */
    static Tally of(String cell, boolean failed, double durationMs) {
        double micros = Math.min(durationMs * 1000, Durations.MOST);
        Histogram one = Durations.none();
        one.recordValue(Math.round(micros));
        return new Tally(cell, 1, failed ? 1 : 0, Math.round(micros), one);
    }
}
