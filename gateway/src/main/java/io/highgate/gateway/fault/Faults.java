package io.highgate.gateway.fault;

import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.exchange.Stage;
import io.highgate.gateway.exchange.Verdict;
import io.highgate.gateway.observe.RouteCounts;
import io.highgate.gateway.route.Route;
import io.highgate.model.spec.FaultSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The stage of faults made on purpose; most routes have none. Thread-safe. */
public final class Faults implements Stage {

    private final @Nullable Fault[] byRoute;

    /** The faults of these routes, in their order. */
    public Faults(List<Route> routes, RouteCounts counts) {
        byRoute = new @Nullable Fault[routes.size()];
        for (Route route : routes) {
            FaultSpec spec = route.spec().fault();
            byRoute[route.order()] = spec == null ? null : new Fault(route.name(), spec, counts);
        }
    }

    @Override
    public Verdict visit(Exchange exchange) {
        Fault fault = byRoute[exchange.match().route().order()];
        return fault == null ? Verdict.PROCEED : fault.visit(exchange);
    }
}
