package io.highgate.gateway.guard;

import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.exchange.Failure;
import io.highgate.gateway.exchange.Stage;
import io.highgate.gateway.exchange.Verdict;
import io.highgate.gateway.route.Route;
import io.highgate.model.spec.AddressesSpec;
import io.highgate.model.spec.GatewaySpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The stage that turns clients away by their address, and requests that change something while the red
 * light is on. Thread-safe.
 */
public final class Guard implements Stage {

    private static final Verdict RED = new Verdict.Reject(new Failure.RedLight());

    private final @Nullable Addresses all;
    private final @Nullable Addresses[] byRoute;
    private final RedLight light;

    public Guard(GatewaySpec spec, List<Route> routes, RedLight light) {
        this.all = addresses(spec.addresses());
        this.light = light;
        this.byRoute = new @Nullable Addresses[routes.size()];
        for (Route route : routes) {
            byRoute[route.order()] = addresses(route.spec().addresses());
        }
    }

    private static @Nullable Addresses addresses(@Nullable AddressesSpec spec) {
        return spec == null ? null : new Addresses(spec);
    }

    @Override
    public Verdict visit(Exchange exchange) {
        if (light.isRed() && !exchange.request().method().isSafe()) {
            light.refused();
            return RED;
        }
        Addresses own = byRoute[exchange.match().route().order()];
        if (all == null && own == null) {
            return Verdict.PROCEED;
        }
        byte[] client = exchange.clientOctets();
        if (all != null && !all.letsIn(client)) {
            return new Verdict.Reject(new Failure.AddressRefused(all.status()));
        }
        return own == null || own.letsIn(client)
                ? Verdict.PROCEED
                : new Verdict.Reject(new Failure.AddressRefused(own.status()));
    }
}
