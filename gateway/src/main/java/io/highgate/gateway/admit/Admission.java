package io.highgate.gateway.admit;

import io.highgate.base.life.Tally;
import io.highgate.base.time.Ticker;
import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.exchange.Failure;
import io.highgate.gateway.exchange.Verdict;
import io.highgate.model.shape.SpecShape;
import io.highgate.model.spec.GatewaySpec;
import io.highgate.model.spec.LimitsSpec;
import io.highgate.model.spec.OverloadSpec;
import io.highgate.traffic.overload.AdaptiveLimit;
import io.highgate.traffic.overload.AdaptiveSettings;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts the requests under way and turns new ones away while the gateway drains or is full.
 * Outlives configurations. Thread-safe.
 */
public final class Admission {

    private final Tally inFlight = new Tally();
    private final Overload overload = new Overload(SpecShape.defaults(OverloadSpec.class));
    private volatile @Nullable AdaptiveLimit adaptive;
    private final LongAdder overloaded = new LongAdder();
    private volatile Stay stay = Stay.STAYING;

    /** Whether the gateway goes on serving, and if not, who does. */
    private enum Stay {
        STAYING,
        /** Nobody: clients are sent away. */
        STOPPING,
        /** A process to come, for which the ports are kept: who is still connected here is served to the end. */
        AWAITED,
        /** Another process on the same ports: who is still connected here is served to the end. */
        SUCCEEDED
    }

    private final AtomicInteger sockets = new AtomicInteger();
    private final LongAdder tooManySockets = new LongAdder();

    /** Goes on under the settings of another configuration. */
    public void adopt(GatewaySpec spec, long now) {
        overload.adopt(spec.overload());
        AdaptiveSettings settings = AdaptiveSettings.wide(spec.limits().inFlight());
        AdaptiveLimit present = adaptive;
        if (!spec.overload().adaptive()) {
            adaptive = null;
        } else if (present == null) {
            adaptive = new AdaptiveLimit(settings, now);
        } else {
            present.adopt(settings, now);
        }
    }

    /** What is refused while there is too much to do. */
    public Overload overload() {
        return overload;
    }

    /** How many requests may be under way by what the gateway has found out; null if it does not look. */
    public @Nullable AdaptiveLimit adaptive() {
        return adaptive;
    }

    /** A request comes in; every one of them also {@link #leave leaves}. */
    public void arrive() {
        inFlight.arrive();
    }

    /** A request is over. */
    public void leave(Exchange exchange) {
        if (exchange.hasSocketSeat()) {
            sockets.decrementAndGet();
        }
        AdaptiveLimit taken = exchange.place();
        if (taken != null) {
            giveBack(exchange, taken);
        }
        inFlight.leave();
    }

    /** Answers that have begun tell how long things take; what is long by nature, as WebSockets are, tells nothing. */
    private static void giveBack(Exchange exchange, AdaptiveLimit taken) {
        long now = exchange.loop().nanos();
        Failure failure = exchange.failure();
        boolean took = exchange.endpoint() != null && exchange.times().answered() != 0 && !exchange.hasSocketSeat();
        if (failure instanceof Failure.UpstreamTimeout) {
            taken.onDropped(now);
        } else if (failure == null && took) {
            taken.onSuccess(exchange.times().began(), exchange.times().answered());
        } else {
            taken.onIgnored();
        }
    }

    /** Waits until no request is under way, but not beyond the ticker's deadline. */
    public boolean awaitEmpty(Ticker ticker, long deadline) throws InterruptedException {
        return inFlight.awaitNone(ticker, deadline);
    }

    /** Decides on a request that has arrived, with the limits of its configuration. */
    public Verdict admit(Exchange exchange, LimitsSpec limits) {
        if (isStopping()) {
            return new Verdict.Reject(new Failure.Draining());
        }
        if (inFlight.count() > limits.inFlight()) {
            overloaded.increment();
            return new Verdict.Reject(new Failure.Overloaded("limits.inFlight"));
        }
        AdaptiveLimit found = adaptive;
        if (found != null) {
            if (!found.tryAcquire()) {
                overloaded.increment();
                return new Verdict.Reject(new Failure.Overloaded("overload.adaptive"));
            }
            exchange.place(found);
        }
        return exchange.request().asksForWebSocket() ? admitSocket(exchange, limits.webSockets()) : Verdict.PROCEED;
    }

    /** Counts from the request on, not from the answer: many may ask at once. */
    private Verdict admitSocket(Exchange exchange, int limit) {
        exchange.takeSocketSeat();
        if (sockets.incrementAndGet() > limit) {
            tooManySockets.increment();
            return new Verdict.Reject(new Failure.Overloaded("limits.webSockets"));
        }
        return Verdict.PROCEED;
    }

    public int inFlight() {
        return inFlight.count();
    }

    /** Requests refused because too many were under way. */
    public long overloaded() {
        return overloaded.sum();
    }

    /** WebSockets refused because too many were open. */
    public long tooManySockets() {
        return tooManySockets.sum();
    }

    /** From now on every new request is refused. */
    public void beginDrain() {
        stay = Stay.STOPPING;
    }

    /** From now on new connections wait for another process, and requests on those of this one are its last. */
    public void awaitSuccessor() {
        stay = Stay.AWAITED;
    }

    /** From now on another process serves new connections, and requests on those of this one are its last. */
    public void succeed() {
        stay = Stay.SUCCEEDED;
    }

    /** Whether connections end behind their answers. */
    public boolean isDraining() {
        return stay != Stay.STAYING;
    }

    /** Whether another process serves already. */
    public boolean isSucceeded() {
        return stay == Stay.SUCCEEDED;
    }

    /** Whether requests are refused, because nobody serves here from now on. */
    public boolean isStopping() {
        return stay == Stay.STOPPING;
    }
}
