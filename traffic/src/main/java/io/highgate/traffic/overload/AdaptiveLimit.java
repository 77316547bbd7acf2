package io.highgate.traffic.overload;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Finds out how many requests an upstream bears at once, from how long they take: the gradient of
 * unloaded to present time moves the limit, as in Netflix' concurrency-limits ({@code Gradient2Limit})
 * and Envoy's adaptive concurrency filter.
 *
 * <pre>
 *   gradient = clamp(tolerance * baseline / mean of this window, 0.5, 1)
 *   limit    = (1 - smoothing) * limit + smoothing * (gradient * limit + sqrt(limit))
 *
 *               loaded, and due
 *   MEASURING -------------------&gt; CALIBRATING (70 % of what it bears without a queue)
 *             &lt;-------------------
 *               enough samples of requests begun since, or given up
 * </pre>
 *
 * <p>Gradient2 takes a long-term mean as baseline, which under lasting overload drifts up until the
 * limit stands at its maximum. Here the baseline only follows faster times by itself; slower ones it
 * learns by calibrating, as Envoy does, though not by starving the upstream: samples count from the first
 * request admitted after the queue has drained.
 *
 * <p>Thread-safe, lock-free: asking is one compare-and-set, answering two additions; once a window one
 * thread computes, and nobody waits for it. Allocates once a window.
 */
public final class AdaptiveLimit {

    private static final int COUNT_BITS = 24;
    private static final long COUNT_MASK = (1L << COUNT_BITS) - 1;

    /** Times are summed in units of 256 ns: precise enough, and days fit. */
    private static final int UNIT_SHIFT = 8;

    private static final long LONGEST_UNITS = 3_600_000_000_000L >> UNIT_SHIFT;

    /** Fewer samples are chance. */
    private static final int ENOUGH = 10;

    /** A calibration needs more of them, for the next ones build upon it. */
    private static final int ENOUGH_TO_CALIBRATE = 20;

    /**
     * How many mean times a calibration lasts at least: of requests begun in a time T, those that have
     * ended by then are too fast by a T-th part or so.
     */
    private static final int CALIBRATION = 6;

    /** A calibration without enough samples is given up after so many windows or mean times. */
    private static final int PATIENCE = 30;

    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicLong samples = new AtomicLong();
    private final AtomicBoolean computing = new AtomicBoolean();
    private final LongAdder refusals = new LongAdder();
    private volatile AdaptiveSettings settings;
    private volatile Estimate estimate;
    private volatile boolean refused;
    private volatile boolean dropped;

    public AdaptiveLimit(AdaptiveSettings settings, long now) {
        this.settings = settings;
        estimate = Estimate.first(settings, now);
    }

    /** Whether one more may begin; if so exactly one of the other three follows. */
    public boolean tryAcquire() {
        int allowed = estimate.allowed();
        while (true) {
            int seen = inFlight.get();
            if (seen >= allowed) {
                if (!refused) {
                    refused = true;
                }
                refusals.increment();
                return false;
            }
            if (inFlight.compareAndSet(seen, seen + 1)) {
                return true;
            }
        }
    }

    /** One that began at {@code began} has been answered. */
    public void onSuccess(long began, long now) {
        inFlight.decrementAndGet();
        Estimate seen = estimate;
        if (!seen.calibrating() || began - seen.since() >= 0) {
            long units = Math.min(Math.max(0, now - began) >> UNIT_SHIFT, LONGEST_UNITS);
            samples.addAndGet(units << COUNT_BITS | 1);
        }
        long elapsed = now - seen.since();
        if (elapsed >= settings.window().toNanos() || seen.calibrating() || elapsed < 0) {
            compute(seen, now);
        }
    }

    /** One was not answered because the upstream is overloaded: a time-out, a 503, a refused connection. */
    public void onDropped(long now) {
        inFlight.decrementAndGet();
        if (!dropped) {
            dropped = true;
        }
        Estimate seen = estimate;
        if (now - seen.since() >= settings.window().toNanos()) {
            compute(seen, now);
        }
    }

    /** One came to nothing, and its time says nothing. */
    public void onIgnored() {
        inFlight.decrementAndGet();
    }

    /** How many may be in flight; for a moment of calibration it is fewer. */
    public int limit() {
        return (int) estimate.limit();
    }

    public int inFlight() {
        return inFlight.get();
    }

    /** How many were refused. */
    public long refusals() {
        return refusals.sum();
    }

    /** Goes on under other settings from the limit it has found. */
    public void adopt(AdaptiveSettings next, long now) {
        settings = next;
        estimate = estimate.anew(next, now);
    }

    /** One thread computes, others go on meanwhile with what there is. */
    private void compute(Estimate seen, long now) {
        if (computing.compareAndSet(false, true)) {
            try {
                if (estimate == seen) {
                    estimate = next(seen, now);
                }
            } finally {
                computing.set(false);
            }
        }
    }

    private Estimate next(Estimate seen, long now) {
        AdaptiveSettings by = settings;
        long elapsed = now - seen.since();
        if (elapsed < -by.window().toNanos()) {
            samples.set(0);
            return seen.anew(by, now); // the clock has jumped back; a little is another loop's view of it
        }
        int count = (int) (samples.get() & COUNT_MASK);
        if (seen.calibrating()) {
            if (elapsed < CALIBRATION * seen.mean() || count < ENOUGH_TO_CALIBRATE) {
                boolean hopeless = elapsed > PATIENCE * Math.max(by.window().toNanos(), (long) seen.mean());
                return hopeless ? seen.uncalibrated(by, now) : seen;
            }
        } else if (elapsed <= 0 || count < ENOUGH && !dropped) {
            return seen;
        }
        Estimate next = seen.after(measured(seen, elapsed), by, now);
        refused = false;
        dropped = false;
        return next;
    }

    private Estimate.Measured measured(Estimate seen, long elapsed) {
        long word = samples.getAndSet(0);
        double total = (double) (word >>> COUNT_BITS << UNIT_SHIFT);
        double count = word & COUNT_MASK;
        double mean = count == 0 ? Math.max(1, seen.mean()) : Math.max(1, total / count);
        return new Estimate.Measured(mean, total / elapsed, refused, dropped);
    }
}
