package io.highgate.center.red;

import org.HdrHistogram.Histogram;

/**
 * What became of a cell's requests in some time. Immutable; the histogram is not to be changed.
 *
 * @param route of a gateway; empty if nobody says by which
 * @param failed those of them that got a status of 400 or more, or none
 * @param answers by class of status, as far as that was told
 * @param sum of all durations that the histogram has, in microseconds
 * @param durations in microseconds
 */
public record Tally(
        String cell, String route, long total, long failed, Answers answers, double sum, Histogram durations) {

    /** One request. */
    static Tally of(Span span) {
        double micros = Math.min(span.durationMs() * 1000, Durations.MOST);
        Histogram one = Durations.none();
        one.recordValue(Math.round(micros));
        return new Tally(
                span.cell(),
                "",
                1,
                span.statusCode() >= 400 ? 1 : 0,
                Answers.of(span.statusCode()),
                Math.round(micros),
                one);
    }
}
