package io.highgate.gateway.upstream.mirror;

import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.exchange.Stage;
import io.highgate.gateway.exchange.Verdict;
import io.highgate.gateway.observe.Traffic;
import io.highgate.gateway.route.Route;
import io.highgate.gateway.upstream.Forwarding;
import io.highgate.model.spec.MirrorSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The stage of copies for other upstreams; most routes have none. Thread-safe. */
public final class Mirrors implements Stage {

    private final @Nullable Mirror[] byRoute;

    /** Keeps what a copy uses, as the original's exchange keeps it. */
    public interface Hold {

        /** A copy begins to use it, on its event loop. */
        void enter(int loop);

        /** A copy is over, on its event loop. */
        void leave(int loop);
    }

    /** What the copies of one configuration share. */
    public record Means(Forwarding forwarding, Hold hold, Traffic traffic) {}

    /** The mirrors of these routes, in their order. */
    public Mirrors(List<Route> routes, Means means) {
        byRoute = new @Nullable Mirror[routes.size()];
        for (Route route : routes) {
            MirrorSpec spec = route.spec().mirror();
            byRoute[route.order()] = spec == null ? null : new Mirror(route.spec(), spec, means);
        }
    }

    @Override
    public Verdict visit(Exchange exchange) {
        Mirror mirror = byRoute[exchange.match().route().order()];
        if (mirror != null) {
            mirror.copy(exchange);
        }
        return Verdict.PROCEED;
    }
}
