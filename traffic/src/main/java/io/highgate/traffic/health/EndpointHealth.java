package io.highgate.traffic.health;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/**
 * Whether one endpoint of an upstream may be asked, joined from probes ({@link ActiveHealth}), answers
 * and an operator's word. Outlives configurations: settings are read from its {@link UpstreamHealth}
 * each time.
 *
 * <pre>
 *          answers speak against it, and the cap allows
 *      UP -----------------------------------------------&gt; EJECTED
 *       ^ &lt;---------- its time is over (or it was refused ----+
 *       |             connections and its probes succeed)
 *       +--- probes fail / succeed ---&gt; DOWN
 *       +--- drain / restore ---------&gt; DRAINED
 *       +--- retire ------------------&gt; RETIRED (final)
 * </pre>
 *
 * <p>All may hold at once; the standing then tells the last of them that applies. Thread-safe, lock-free:
 * one reference is swapped, and whoever swaps it tells the listener; asking costs one volatile read. Only
 * drain, restore and retire of an upstream's endpoints are for one thread at a time.
 */
public final class EndpointHealth {

    private final String name;
    private final UpstreamHealth upstream;
    private final AtomicReference<Condition> condition;
    private volatile Outlier outlier;

    EndpointHealth(String name, UpstreamHealth upstream, long now) {
        this.name = name;
        this.upstream = upstream;
        condition = new AtomicReference<>(Condition.fresh(now));
        outlier = new Outlier(upstream.settings().outliers());
    }

    public String name() {
        return name;
    }

    /** How it stands, why and since when. */
    public Standing standing() {
        return condition.get().standing();
    }

    /**
     * Whether it may be asked now: it is up, or its ejection is just over, or too few of the upstream are
     * up to leave it out (never one that was taken out by hand).
     */
    public boolean isUsable(long now) {
        Condition seen = condition.get();
        return seen.isUp() || isUsableAfterAll(seen, now);
    }

    private boolean isUsableAfterAll(Condition seen, long now) {
        if (!seen.isMember()) {
            return false;
        }
        if (seen.ejection() != null && seen.ejection().isOver(now)) {
            lift(now);
        }
        return condition.get().isUp() || upstream.isPanicking();
    }

    /** An attempt at it has ended. */
    public void onAttempt(Attempted attempted, long tookNanos, long now) {
        Outlier evidence = outlier;
        OutlierSettings settings = upstream.settings().outliers();
        if (evidence.settings() != settings) {
            evidence = new Outlier(settings); // other settings: what was seen under the old ones is let go
            outlier = evidence;
        }
        Cause cause = evidence.add(attempted, tookNanos, now);
        if (cause != Cause.NONE && condition.get().ejection() == null) {
            eject(cause, evidence, now);
        }
    }

    /** A probe of it has ended; {@code detail} says how it failed. */
    public void onProbe(boolean ok, String detail, long now) {
        ProbeSettings settings = upstream.settings().probes();
        change(it -> it.withActive(it.active().after(ok, settings), detail, now));
        Condition seen = condition.get();
        boolean listensAgain = ok
                && seen.ejection() != null
                && seen.ejection().cause() == Cause.CONNECT_REFUSED
                && seen.active().lastOk()
                && seen.active().run() >= settings.healthyAfter();
        if (listensAgain) {
            lift(now);
        }
    }

    /** Nanoseconds until the next probe; {@code random} is from 0 (included) to 1. */
    public long nextProbeNanos(double random) {
        return ActiveHealth.delayNanos(upstream.settings().probes(), isSuspicious(), random);
    }

    /** Whether something speaks against what was decided of it, so that it ought to be probed soon. */
    public boolean isSuspicious() {
        Condition seen = condition.get();
        return seen.active().isUndecided() || seen.isUp() && outlier.isFailing();
    }

    /** Takes it out by hand: it gets nothing new, not even in panic. */
    public void drain(long now) {
        change(it -> it.withDrained(true, now));
    }

    /** Ends {@link #drain}. */
    public void restore(long now) {
        change(it -> it.withDrained(false, now));
    }

    /** Takes it out of the upstream for good; whatever comes later about it changes nothing. */
    public void retire(long now) {
        Condition before = change(it -> it.withRetired(now));
        if (!before.retired()) {
            upstream.left();
        }
        if (before.ejection() != null && !before.retired()) {
            upstream.release();
        }
    }

    /** Its mean latency, or NaN with too few attempts since the last look. */
    double lookAtLatency() {
        return outlier.lookAtLatency();
    }

    void ejectAsSlow(double mean, double median, long now) {
        String detail = Math.round(mean / 1e6) + " ms where its peers take " + Math.round(median / 1e6) + " ms";
        eject(Cause.LATENCY, detail, now);
    }

    private void eject(Cause cause, Outlier evidence, long now) {
        // the phrase is not made for one that the cap saves, which may be asked a thousand times a second
        if (upstream.mayReserve()) {
            eject(cause, evidence.detail(now), now);
        } else {
            upstream.onSpared();
        }
    }

    private void eject(Cause cause, String detail, long now) {
        if (!upstream.reserve()) {
            upstream.onSpared();
            return;
        }
        EjectionSettings settings = upstream.settings().ejection();
        Condition before = change(it -> {
            if (it.ejection() != null) {
                return it;
            }
            int times = it.nextTimes(settings, now);
            return it.withEjection(new Ejection(cause, times, now, settings.nanosOf(times)), detail, now);
        });
        if (before.ejection() != null || before.retired()) {
            upstream.release(); // somebody else was faster
        }
    }

    /** Begins anew after an ejection: what was seen before it must not count against the endpoint twice. */
    private void lift(long now) {
        Condition before = change(it -> it.withoutEjection(now));
        if (before.ejection() != null && !before.retired()) {
            outlier = new Outlier(upstream.settings().outliers());
            upstream.release();
        }
    }

    /**
     * The only door between conditions; what it was before. Nothing changes a retired one.
     */
    private Condition change(UnaryOperator<Condition> step) {
        while (true) {
            Condition from = condition.get();
            Condition to = from.retired() ? from : step.apply(from);
            if (from == to || condition.compareAndSet(from, to)) {
                if (from.standing() != to.standing()) {
                    upstream.onFlip(this, from, to);
                }
                return from;
            }
        }
    }
}
