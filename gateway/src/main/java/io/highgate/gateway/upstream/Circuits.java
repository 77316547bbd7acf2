package io.highgate.gateway.upstream;

import io.highgate.gateway.route.Route;
import io.highgate.model.spec.BreakerSpec;
import io.highgate.model.spec.BreakerSpec.Scope;
import io.highgate.traffic.breaker.Breaker;
import io.highgate.traffic.breaker.CircuitState;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The circuits of an upstream that are not its endpoints': one for all that it is asked, or one for
 * what each route asks it. They outlive configurations; of those of routes only the ones that are not
 * closed, so that routes that are gone leave nothing behind. Thread-safe; log lines only for flips.
 */
public final class Circuits {

    private static final Logger LOG = LoggerFactory.getLogger(Circuits.class);

    private final String upstream;
    private final Map<String, Breaker> byRoute = new ConcurrentHashMap<>();
    private volatile @Nullable Breaker whole;
    private volatile @Nullable BreakerSpec perRoute;

    Circuits(String upstream) {
        this.upstream = upstream;
    }

    /** Goes on under these settings; called by one thread at a time. */
    void adopt(@Nullable BreakerSpec spec) {
        Breaker present = whole;
        if (spec == null || spec.scope() != Scope.UPSTREAM) {
            whole = null;
        } else if (present == null) {
            whole = make(spec, upstream);
        } else {
            present.adopt(Terms.breaker(spec));
        }
        perRoute = spec != null && spec.scope() == Scope.ROUTE ? spec : null;
        byRoute.values().removeIf(it -> perRoute == null || it.state() == CircuitState.CLOSED);
        if (spec != null) {
            byRoute.values().forEach(it -> it.adopt(Terms.breaker(spec)));
        }
    }

    private static Breaker make(BreakerSpec spec, String of) {
        return new Breaker(Terms.breaker(spec), (from, to, why) -> flipped(of, to, why));
    }

    /** The circuit for what this route asks, if there is one; null: for what no route asks. */
    @Nullable
    Breaker of(@Nullable Route from) {
        BreakerSpec each = perRoute;
        if (each == null || from == null) {
            return whole;
        }
        String route = from.name();
        Breaker known = byRoute.get(route);
        return known != null ? known : byRoute.computeIfAbsent(route, it -> make(each, upstream + " for route " + it));
    }

    /** The state of the circuit that lets the fewest requests pass; null if there is none. */
    public @Nullable CircuitState worst() {
        Breaker one = whole;
        Collection<Breaker> all = one != null ? List.of(one) : byRoute.values();
        CircuitState worst = perRoute == null ? null : CircuitState.CLOSED;
        for (Breaker circuit : all) {
            CircuitState state = circuit.state();
            if (worst == null || worst == CircuitState.CLOSED || state == CircuitState.OPEN) {
                worst = state;
            }
        }
        return worst;
    }

    /** A circuit, of an upstream or an endpoint, is in another state. */
    static void flipped(String of, CircuitState to, String why) {
        if (to == CircuitState.OPEN) {
            LOG.warn("the circuit of {} is open: {}", of, why);
        } else {
            LOG.info("the circuit of {} is {}: {}", of, to == CircuitState.CLOSED ? "closed" : "tried", why);
        }
    }
}
