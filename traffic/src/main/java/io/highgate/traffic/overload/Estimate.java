package io.highgate.traffic.overload;

/**
 * What an {@link AdaptiveLimit} believes, from one window to the next. Immutable; the functions are pure.
 *
 * @param limit how many may be in flight, not rounded
 * @param allowed the same as it is enforced now; less while calibrating
 * @param baseline mean time of an unloaded upstream in nanoseconds; 0: not known yet
 * @param since when this window began
 * @param calibrating whether the upstream is relieved to measure the baseline
 * @param nextCalibration when it is to be relieved next
 */
record Estimate(double limit, int allowed, double baseline, long since, boolean calibrating, long nextCalibration) {

    /** A single window never cuts the limit by more: one bad second is not a smaller upstream. */
    private static final double STEEPEST = 0.5;

    /** What a drop (a time-out, a 503 of the upstream) does at least, as in TCP Vegas' loss reaction. */
    private static final double AFTER_DROP = 0.9;

    /** The baseline follows faster times slowly, so that a lucky window is not taken for the truth. */
    private static final double BASELINE_WEIGHT = 0.1;

    /** Relief costs two or three times the baseline at half load; so often it costs about a hundredth. */
    private static final int BASELINES_BETWEEN = 100;

    /** What one window has measured. {@code refused}: somebody was turned away; {@code dropped}: see above. */
    record Measured(double mean, double inFlight, boolean refused, boolean dropped) {}

    static Estimate first(AdaptiveSettings settings, long now) {
        long next = now + settings.recalibrate().toNanos();
        return new Estimate(settings.initial(), settings.initial(), 0, now, false, next);
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
            int relieved = Math.max(settings.min(), (int) (unqueued / 2));
            return new Estimate(next, relieved, base, now, true, nextCalibration);
        }
        return new Estimate(next, (int) next, base, now, false, nextCalibration);
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
     */
    private Estimate calibrated(Measured measured, AdaptiveSettings settings, long now) {
        boolean wasFarOff = measured.mean() < 0.8 * baseline;
        long pause = wasFarOff
                ? 10 * settings.window().toNanos()
                : Math.max(settings.recalibrate().toNanos(), BASELINES_BETWEEN * (long) measured.mean());
        return new Estimate(limit, (int) limit, measured.mean(), now, false, now + pause);
    }

    /** Ends a calibration that measured nothing. */
    Estimate uncalibrated(AdaptiveSettings settings, long now) {
        return new Estimate(
                limit,
                (int) limit,
                baseline,
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
                now,
                false,
                now + settings.recalibrate().toNanos());
    }
}
