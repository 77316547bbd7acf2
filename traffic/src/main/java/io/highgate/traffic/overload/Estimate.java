package io.highgate.traffic.overload;

/**
 * What an {@link AdaptiveLimit} believes, from one window to the next. Immutable; the functions are pure.
 *
 * @param limit how many may be in flight, not rounded
 * @param allowed the same as it is enforced now; less while calibrating
 * @param baseline mean time of an unloaded upstream in nanoseconds; 0: not known yet
 * @param mean mean time in the last window; 0: not known yet
 * @param since when this window began
 * @param calibrating whether the upstream is relieved to measure the baseline
 * @param nextCalibration when it is to be relieved next
 */
record Estimate(
        double limit,
        int allowed,
        double baseline,
        double mean,
        long since,
        boolean calibrating,
        long nextCalibration) {

    /** A single window never cuts the limit by more: one bad second is not a smaller upstream. */
    private static final double STEEPEST = 0.5;

    /** What a drop (a time-out, a 503 of the upstream) does at least, as in TCP Vegas' loss reaction. */
    private static final double AFTER_DROP = 0.9;

    /** The baseline follows faster times slowly, so that a lucky window is not taken for the truth. */
    private static final double BASELINE_WEIGHT = 0.1;

    /** While calibrating: this part of what the upstream bears without a queue, going by what is believed. */
    private static final double RELIEF = 0.7;

    /** A calibration lasts some ten baselines and costs 30 % of them; so often it costs at most 2 %. */
    private static final int BASELINES_BETWEEN = 150;

    /** A baseline in doubt is measured again after so many windows. */
    private static final int RECHECK_WINDOWS = 10;

    /** A calibration that finds less than this part of what was believed finds the belief was wrong. */
    private static final double FAR_OFF = 0.7;

    /** What one window has measured. {@code refused}: somebody was turned away; {@code dropped}: see above. */
    record Measured(double mean, double inFlight, boolean refused, boolean dropped) {}

    static Estimate first(AdaptiveSettings settings, long now) {
        long next = now + settings.recalibrate().toNanos();
        return new Estimate(settings.initial(), settings.initial(), 0, 0, now, false, next);
    }

    /** After a window. */
    Estimate after(Measured measured, AdaptiveSettings settings, long now) {
        return calibrating ? calibrated(measured, settings, now) : moved(measured, settings, now);
    }

    private Estimate moved(Measured measured, AdaptiveSettings settings, long now) {
        double known = baseline == 0 ? measured.mean() : baseline;
        double base = known + Math.min(0, measured.mean() - known) * BASELINE_WEIGHT;
        // One that is hardly used says nothing of what it could bear (Netflix: "app limited").
        boolean loaded = measured.refused() || measured.inFlight() >= limit / 2;
        double next = loaded || measured.dropped() ? next(measured, base, settings) : limit;
        if (loaded && now - nextCalibration >= 0) {
            double unqueued = next * Math.min(1, base / measured.mean());
            int relieved = Math.max(settings.min(), (int) (unqueued * RELIEF));
            return new Estimate(next, relieved, base, measured.mean(), now, true, nextCalibration);
        }
        long soon = now + RECHECK_WINDOWS * settings.window().toNanos();
        long calibration = baseline == 0 ? soon : nextCalibration; // the first ones to return were the fast ones
        return new Estimate(next, (int) next, base, measured.mean(), now, false, calibration);
    }

    private double next(Measured measured, double base, AdaptiveSettings settings) {
        double gradient = Math.min(1, Math.max(STEEPEST, settings.tolerance() * base / measured.mean()));
        double gentle = measured.dropped() ? Math.min(gradient, AFTER_DROP) : gradient;
        double headroom = measured.dropped() ? 0 : Math.sqrt(limit);
        double aim = limit * gentle + headroom;
        double smooth = limit + (aim - limit) * settings.smoothing();
        return Math.max(settings.min(), Math.min(settings.max(), smooth));
    }

    /**
     * The baseline is what the relieved upstream needed. If that is much less than was believed, the
     * belief came from a loaded upstream, and the new one perhaps still does: it is measured again soon.
     * If it is much more, the upstream has become slower, or something else was in the way for a moment:
     * a part of it is believed, and it is measured again soon.
     */
    private Estimate calibrated(Measured measured, AdaptiveSettings settings, long now) {
        boolean wasFarOff = measured.mean() < FAR_OFF * baseline;
        double believable = baseline == 0 ? measured.mean() : Math.min(measured.mean(), baseline / FAR_OFF);
        boolean isDoubtful = believable < measured.mean();
        boolean isNear = !wasFarOff && !isDoubtful;
        double next = isNear && baseline > 0 ? (baseline + believable) / 2 : believable; // chance is evened out
        long soon = RECHECK_WINDOWS * settings.window().toNanos();
        long between = BASELINES_BETWEEN * (long) next;
        long pause = wasFarOff
                ? soon
                : isDoubtful
                        ? Math.max(soon, between / 3)
                        : Math.max(settings.recalibrate().toNanos(), between);
        return new Estimate(limit, (int) limit, next, measured.mean(), now, false, now + pause);
    }

    /** Ends a calibration that measured nothing. */
    Estimate uncalibrated(AdaptiveSettings settings, long now) {
        return new Estimate(
                limit,
                (int) limit,
                baseline,
                mean,
                now,
                false,
                now + settings.recalibrate().toNanos());
    }

    /** A new window, after the clock has jumped or other settings have come. */
    Estimate anew(AdaptiveSettings settings, long now) {
        double within = Math.max(settings.min(), Math.min(settings.max(), limit));
        return new Estimate(
                within,
                (int) within,
                baseline,
                mean,
                now,
                false,
                now + settings.recalibrate().toNanos());
    }
}
