package io.highgate.gateway.quota;

import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.exchange.Failure;
import io.highgate.gateway.exchange.Verdict;
import io.highgate.gateway.route.Route;
import io.highgate.model.spec.GatewaySpec;
import io.highgate.model.spec.InFlightLimitSpec;
import io.highgate.model.spec.RateLimitSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The limits of a configuration, in two stops: those that need not know who asks come first, because they are
 * cheap and protect what finds that out; the others behind it. At each stop requests under way are looked at
 * first, then what is counted here, then what gateways count together, in one round trip. Thread-safe.
 */
public final class Limits {

    private final Stop[] early;
    private final Stop[] late;
    private final List<RateLimit> unrouted;
    private final TenantLimits tenants;
    private final LimitBook book;

    /** The limits of one stop of one route. */
    private record Stop(InFlightLimit[] inFlight, RateLimit[] rates) {

        boolean isEmpty() {
            return inFlight.length == 0 && rates.length == 0;
        }
    }

    /** @param routes in their order */
    public Limits(GatewaySpec spec, List<Route> routes, LimitBook book) {
        this.book = book;
        book.tidy();
        this.tenants = new TenantLimits(spec.quotas(), book);
        List<RateLimit> rates = rates("", spec.rateLimits(), book);
        List<InFlightLimit> inFlight = inFlight("", spec.inFlightLimits(), book);
        this.unrouted = rates.stream()
                .filter(it -> !it.key().needsCaller() && !it.key().needsRoute())
                .toList();
        this.early = new Stop[routes.size()];
        this.late = new Stop[routes.size()];
        for (Route route : routes) {
            List<RateLimit> all = new ArrayList<>(rates);
            all.addAll(rates(route.name() + "/", route.spec().rateLimits(), book));
            all.sort(Comparator.comparingInt(it -> it.key().rank()));
            List<InFlightLimit> allInFlight = new ArrayList<>(inFlight);
            allInFlight.addAll(inFlight(route.name() + "/", route.spec().inFlightLimits(), book));
            early[route.order()] = stop(all, allInFlight, false);
            late[route.order()] = stop(all, allInFlight, true);
        }
    }

    private static List<RateLimit> rates(String prefix, List<RateLimitSpec> specs, LimitBook book) {
        return specs.stream()
                .map(it -> new RateLimit(prefix + it.name(), it, book))
                .toList();
    }

    private static List<InFlightLimit> inFlight(String prefix, List<InFlightLimitSpec> specs, LimitBook book) {
        return specs.stream()
                .map(it -> new InFlightLimit(prefix + it.name(), it, book))
                .toList();
    }

    private static Stop stop(List<RateLimit> rates, List<InFlightLimit> inFlight, boolean ofCaller) {
        return new Stop(
                inFlight.stream()
                        .filter(it -> it.key().needsCaller() == ofCaller)
                        .toArray(InFlightLimit[]::new),
                rates.stream().filter(it -> it.key().needsCaller() == ofCaller).toArray(RateLimit[]::new));
    }

    /** The stop before it is known who asks. */
    public Verdict early(Exchange exchange) {
        Stop stop = early[exchange.match().route().order()];
        return stop.isEmpty() ? Verdict.PROCEED : visit(exchange, stop, null);
    }

    /** The stop behind. */
    public Verdict late(Exchange exchange) {
        Stop stop = late[exchange.match().route().order()];
        String tenant = exchange.tenant();
        return stop.isEmpty() && tenant == null ? Verdict.PROCEED : visit(exchange, stop, tenant);
    }

    /** A request that has no route: limits for all routes count it, here only, since it goes nowhere. */
    public Verdict unrouted(Exchange exchange, Verdict otherwise) {
        for (RateLimit limit : unrouted) {
            String whose = limit.key().of(exchange);
            if (whose != null && !CountKey.isRefused(whose)) {
                Failure refusal = limit.count(exchange, whose);
                if (refusal != null) {
                    return new Verdict.Reject(refusal);
                }
            }
        }
        return otherwise;
    }

    private Verdict visit(Exchange exchange, Stop stop, @Nullable String tenant) {
        for (InFlightLimit limit : stop.inFlight) {
            Failure refusal = limit.enter(exchange);
            if (refusal != null) {
                return new Verdict.Reject(refusal);
            }
        }
        Visit visit = new Visit(exchange, book.reach());
        for (RateLimit limit : stop.rates) {
            String whose = limit.key().of(exchange);
            if (whose != null && visit.refuses(limit, whose)) {
                return visit.verdict();
            }
        }
        if (tenant != null) {
            tenants.ask(tenant, visit);
        }
        return visit.verdict();
    }
}
