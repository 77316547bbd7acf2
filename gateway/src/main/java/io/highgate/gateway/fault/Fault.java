package io.highgate.gateway.fault;

import io.highgate.base.unit.Ratio;
import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.exchange.Failure;
import io.highgate.gateway.exchange.Verdict;
import io.highgate.gateway.flow.Pause;
import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.observe.RouteCounts;
import io.highgate.model.spec.FaultSpec;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/**
 * The faults of one route: some requests wait, some are answered with an error, by chance or because
 * they ask for it. A request that asks has what it asks for instead of what chance would do.
 * Thread-safe.
 */
final class Fault {

    private static final HeaderName FIELD = HeaderName.of("X-Highgate-Fault");

    private final String route;
    private final FaultSpec spec;
    private final LongAdder delays;
    private final LongAdder aborts;

    Fault(String route, FaultSpec spec, RouteCounts counts) {
        this.route = route;
        this.spec = spec;
        this.delays = counts.of(route, "delay");
        this.aborts = counts.of(route, "abort");
    }

    Verdict visit(Exchange exchange) {
        Headers headers = exchange.request().headers();
        int field = spec.byHeader() ? headers.find(FIELD) : -1;
        if (field < 0) {
            return make(byChance(exchange), exchange);
        }
        try {
            Wish wish = Wish.parse(headers.value(field), spec.longest());
            headers.remove(FIELD);
            return make(wish, exchange);
        } catch (IllegalArgumentException e) {
            return new Verdict.Reject(new Failure.BadFault(FIELD + ": " + e.getMessage()));
        }
    }

    private Wish byChance(Exchange exchange) {
        boolean delay = spec.delay() != null && happens(spec.delay().share(), exchange);
        boolean abort = spec.abort() != null && happens(spec.abort().share(), exchange);
        return new Wish(
                delay && spec.delay() != null ? spec.delay().time() : Duration.ZERO,
                abort && spec.abort() != null ? spec.abort().status() : 0);
    }

    private static boolean happens(Ratio share, Exchange exchange) {
        return exchange.loop().random().nextInt(Ratio.WHOLE) < share.basisPoints();
    }

    private Verdict make(Wish wish, Exchange exchange) {
        if (wish.delay().isZero()) {
            return wish.status() == 0 ? Verdict.PROCEED : new Verdict.Reject(aborted(wish));
        }
        delays.increment();
        exchange.times().delayed(wish.delay().toNanos());
        exchange.upstream(Pause.begin(exchange.loop(), wish.delay().toNanos(), () -> {
            exchange.upstream(null);
            if (wish.status() == 0) {
                exchange.resume();
            } else {
                exchange.entrance().refuse(exchange, aborted(wish));
            }
        }));
        return Verdict.LATER;
    }

    private Failure aborted(Wish wish) {
        aborts.increment();
        return new Failure.Injected(wish.status(), route);
    }
}
