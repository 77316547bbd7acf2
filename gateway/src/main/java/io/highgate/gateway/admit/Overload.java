package io.highgate.gateway.admit;

import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.exchange.Failure;
import io.highgate.gateway.exchange.Verdict;
import io.highgate.gateway.route.Route;
import io.highgate.model.spec.OverloadSpec;
import io.highgate.model.spec.OverloadSpec.Sheds;
import io.highgate.model.spec.RouteSpec.Importance;
import io.highgate.traffic.hash.Hashing;
import io.highgate.traffic.overload.PressureSettings;
import io.highgate.traffic.overload.PressureSettings.Signals;
import io.highgate.traffic.overload.Shedding;
import io.highgate.traffic.overload.SheddingSettings;
import java.util.concurrent.atomic.LongAdder;

/**
 * Refuses the least important requests while the gateway has too much to do. Routes of low and of
 * normal importance are several classes each, over which clients are spread: growing pressure refuses
 * some clients altogether rather than all of them now and then, as in DAGOR (Zhou et al., "Overload
 * Control for Scaling WeChat Microservices", 2018). Outlives configurations. Thread-safe; a request
 * costs one volatile read while nothing is refused.
 */
public final class Overload {

    private static final int LOW = 4;
    private static final int NORMAL = 8;
    private static final double GAP = 0.1;

    /** A share of the buffers in use that is no pressure yet: it is what they are for. */
    private static final double CALM_BUFFERS = 0.5;

    private final Shedding shedding;
    private final LongAdder refused = new LongAdder();
    private volatile Terms terms;
    private volatile double pressure;
    private long lagBefore;

    private record Terms(Sheds sheds, PressureSettings signals) {}

    public Overload(OverloadSpec spec) {
        this.terms = terms(spec);
        this.shedding = new Shedding(settings(spec));
    }

    /** Goes on under other settings. */
    public void adopt(OverloadSpec spec) {
        terms = terms(spec);
        shedding.adopt(settings(spec));
    }

    private static Terms terms(OverloadSpec spec) {
        return new Terms(spec.sheds(), new PressureSettings(spec.lag(), CALM_BUFFERS, 1));
    }

    private static SheddingSettings settings(OverloadSpec spec) {
        int classes = switch (spec.sheds()) {
            case NONE -> 1;
            case LOW -> 1 + LOW;
            case NORMAL -> 1 + NORMAL + LOW;
        };
        return new SheddingSettings(
                classes, spec.from().share(), Math.min(GAP, spec.from().share() / 2), spec.hold());
    }

    /**
     * Looks at how things are; called by one thread, some ten times a second. A loop that was late only
     * once, as when the machine paused, is not late.
     */
    public void observe(Signals signals, long now) {
        long lag = Math.min(lagBefore, signals.lagNanos());
        lagBefore = signals.lagNanos();
        double present =
                terms.signals().of(new Signals(signals.inFlight(), signals.limit(), lag, signals.memoryUsed()));
        pressure = present;
        shedding.observe(present, now);
    }

    /** Decides on a request whose route is known. */
    public Verdict shed(Exchange exchange, Route route) {
        if (shedding.refused() == 0
                || shedding.admits(classOf(exchange, route.spec().importance()))) {
            return Verdict.PROCEED;
        }
        refused.increment();
        return new Verdict.Reject(new Failure.Overloaded("overload"));
    }

    private int classOf(Exchange exchange, Importance importance) {
        boolean normalToo = terms.sheds() == Sheds.NORMAL;
        int turn = (int) (Hashing.of(exchange.clientAddress()) >>> 48);
        return switch (importance) {
            case HIGH -> 0;
            case NORMAL -> normalToo ? 1 + turn % NORMAL : 0;
            case LOW -> 1 + (normalToo ? NORMAL : 0) + turn % LOW;
        };
    }

    /** From 0 to 1. */
    public double pressure() {
        return pressure;
    }

    /** How many classes of requests are refused now. */
    public int refusedClasses() {
        return shedding.refused();
    }

    /** Requests refused. */
    public long refused() {
        return refused.sum();
    }
}
