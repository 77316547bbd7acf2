package io.highgate.center.red;

/**
 * What requests of some time come to. Immutable.
 *
 * @param failed those of them that got a status of 400 or more, or none
 * @param micros what all durations come to
 */
record Sum(long total, long failed, Answers answers, double micros, Spread durations) {

    static final Sum NOTHING = new Sum(0, 0, Answers.NONE, 0, Spread.NONE);

    private static final double MILLI = 1000;

    static Sum of(Tally tally) {
        return new Sum(tally.total(), tally.failed(), tally.answers(), tally.sum(), Spread.of(tally.durations()));
    }

    Sum plus(Sum other) {
        return new Sum(
                total + other.total,
                failed + other.failed,
                answers.plus(other.answers),
                micros + other.micros,
                durations.plus(other.durations));
    }

    /** Without what was added before. */
    Sum minus(Sum other) {
        return new Sum(
                total - other.total,
                failed - other.failed,
                answers.minus(other.answers),
                micros - other.micros,
                durations.minus(other.durations));
    }

    Summary summary() {
        long measured = durations.count();
        return new Summary(
                total,
                total - failed,
                answers,
                measured == 0 ? 0 : micros / measured / MILLI,
                durations.at(50) / MILLI,
                durations.at(90) / MILLI,
                durations.at(99) / MILLI);
    }
}
